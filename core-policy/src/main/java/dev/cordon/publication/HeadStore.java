package dev.cordon.publication;

import java.util.Optional;

/** Where the {@link Head} is kept. Safe for use by many threads. */
public interface HeadStore {

    /**
     * The head as it is now: strongly consistent, in one round trip.
     *
     * @return empty where there is none yet
     * @throws StoreUnavailableException where the store does not answer in time, or answers what is no head
     */
    Optional<Head> read() throws StoreUnavailableException;

    /**
     * Replaces the head if it still is as the caller read it, in one atomic step.
     *
     * @param known the head that was read; empty to make the first one
     * @param next what replaces it; no number that only grows may be lower
     * @return whether it was replaced; false where the head is another one by now
     * @throws StoreUnavailableException where the store does not answer in time: it may or may not have been replaced
     * @throws IllegalArgumentException where {@code next} is behind {@code known}
     */
    boolean replace(Optional<Head> known, Head next) throws StoreUnavailableException;
}

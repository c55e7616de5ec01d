package dev.cordon.limit;

import java.time.Instant;

/** Counts calls. Implementations are safe for use by many threads. */
public interface CounterStore {

    /**
     * Takes one call from each bucket of a demand, or from none where one of them is used up. May block as long as what
     * it counts in.
     *
     * @param demand the buckets
     * @param wall the instant of the call
     * @param ticks the same on the local monotonic clock, in nanoseconds
     * @throws CounterStoreUnavailableException where the count can't be known
     */
    Tally take(Demand demand, Instant wall, long ticks) throws CounterStoreUnavailableException;
}

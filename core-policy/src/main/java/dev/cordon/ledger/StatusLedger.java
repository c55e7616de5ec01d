package dev.cordon.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The entries of the token ledger by the status list in which they have a place ({@link LedgerEntry#listing}), as long
 * as they are alive. Implementations are safe for use by many threads.
 */
public interface StatusLedger {

    /**
     * A number for a status list that nobody was given before: whoever asks may give away its places alone. Numbers
     * grow, from 0.
     *
     * @throws TokenLedgerUnavailableException where it may or may not have been given
     */
    long newList() throws TokenLedgerUnavailableException;

    /**
     * The lists in which something has a place that is alive, in ascending order.
     *
     * @param now what expires later is alive
     * @throws TokenLedgerUnavailableException where they can't be known
     */
    List<Long> lists(Instant now) throws TokenLedgerUnavailableException;

    /**
     * What has a place in a list and is alive, in an order that stays.
     *
     * @param now what expires later is alive
     * @param after the last one of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws TokenLedgerUnavailableException where they can't be read
     */
    List<LedgerEntry> listed(long list, Instant now, Optional<LedgerEntry> after, int most)
            throws TokenLedgerUnavailableException;

    /**
     * Forgets places of what has expired by then; the ledger still knows it.
     *
     * @param now what expires later is alive
     * @throws TokenLedgerUnavailableException where they may or may not have been forgotten
     */
    void forgetPlaces(Instant now) throws TokenLedgerUnavailableException;
}

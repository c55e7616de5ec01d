package dev.cordon.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Every token and key that was handed out. Implementations are safe for use by many threads. */
public interface TokenLedger {

    /**
     * An entry and how it was used.
     *
     * @param entry what was handed out
     * @param usage how it was used
     */
    record Line(LedgerEntry entry, Usage usage) {}

    /**
     * Enters something, before it is handed out: when this returns it is kept, whatever happens to the process.
     *
     * @return whether it was entered; false where an entry of that id is there already
     * @throws TokenLedgerUnavailableException where it may or may not have been entered; it must not be handed out
     */
    boolean enter(LedgerEntry entry) throws TokenLedgerUnavailableException;

    /**
     * Adds uses of entries by their ids, all or none. Uses of what is not in the ledger are left out. May be kept a
     * while later only: uses may be lost with the process, entries not.
     *
     * @throws TokenLedgerUnavailableException where they may or may not have been added
     */
    void used(List<Use<String>> uses) throws TokenLedgerUnavailableException;

    /**
     * The entry of that id.
     *
     * @throws TokenLedgerUnavailableException where that can't be known
     */
    Optional<Line> find(String id) throws TokenLedgerUnavailableException;

    /**
     * Entries in the order of their ids.
     *
     * @param after the last id of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws TokenLedgerUnavailableException where they can't be read
     */
    List<Line> page(Optional<String> after, int most) throws TokenLedgerUnavailableException;

    /**
     * Forgets what expired before that time.
     *
     * @return how many entries
     * @throws TokenLedgerUnavailableException where they may or may not have been forgotten
     */
    int forget(Instant before) throws TokenLedgerUnavailableException;
}

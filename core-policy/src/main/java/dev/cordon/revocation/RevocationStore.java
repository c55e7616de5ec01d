package dev.cordon.revocation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where revocations are kept. Implementations are safe for use by many threads. */
public interface RevocationStore {

    /**
     * Some entries, for people.
     *
     * @param entries in an order that stays
     * @param next what to ask for the page that follows; empty for the last one
     */
    record Page(List<RevocationEntry> entries, Optional<String> next) {

        /** Copies the list. */
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * What is revoked now: strongly consistent, its revision higher than that of every other list read before with
     * other entries. An implementation extends the list that it gave before ({@link RevocationList#with}): what is
     * added to a million costs its own work, and so does what is forgotten.
     *
     * @throws RevocationStoreUnavailableException where that can't be known
     */
    RevocationList read() throws RevocationStoreUnavailableException;

    /**
     * Adds an entry. When this returns the entry is kept, whatever happens to the process. Where there is one of its
     * {@linkplain Revocation#place() place} already, both become one ({@link RevocationEntry#and}): it is there until
     * the later of both ends.
     *
     * @param until when nothing that it kills can be alive any more: the store may forget it from then on; empty to
     *     keep it
     * @throws RevocationStoreUnavailableException where it may or may not have been added
     */
    void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException;

    /**
     * Puts another entry into the place of one, or nothing, as one change: also the same one with an end, where what it
     * kills can't be made any more. Whoever reads meanwhile finds the one or the other.
     *
     * @return whether the entry was there; where it was not, nothing changes
     * @throws RevocationStoreUnavailableException where it may or may not have been replaced
     */
    boolean replace(Revocation entry, Optional<RevocationEntry> by) throws RevocationStoreUnavailableException;

    /**
     * Entries that are not over, in pages. What is added or forgotten between two pages may be missing or not; every
     * other entry is in exactly one.
     *
     * @param after {@link Page#next} of the page before; empty for the first page. Any text is safe
     * @param most how many entries at most, from 1
     * @throws RevocationStoreUnavailableException where they can't be read
     */
    Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException;
}

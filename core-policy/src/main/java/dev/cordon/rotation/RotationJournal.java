package dev.cordon.rotation;

import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was decided about the credentials of services, an entry each. Implementations are safe for use by many threads;
 * each call is one atomic step.
 */
public interface RotationJournal {

    /**
     * A service for whose credential there is something to do, from a time on.
     *
     * @param at the {@link CredentialLife#due} of its entry
     */
    record Due(Instant at, ServiceName service) implements Comparable<Due> {

        private static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparing(due -> due.service().text());

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * The entry of a service: strongly consistent.
     *
     * @return {@link CredentialLife#none} where nothing was decided yet
     * @throws RotationJournalUnavailableException where that can't be known
     */
    CredentialLife of(ServiceName service) throws RotationJournalUnavailableException;

    /**
     * Replaces an entry if it still is as the caller read it. When this returns the entry is kept, whatever happens to
     * the process.
     *
     * @param known what was read
     * @param next of the same service
     * @return whether it was replaced; false where it is another one by now
     * @throws RotationJournalUnavailableException where it may or may not have been replaced
     * @throws IllegalArgumentException where {@code next} is of another service
     */
    boolean replace(CredentialLife known, CredentialLife next) throws RotationJournalUnavailableException;

    /**
     * Services for which there is something to do, the earliest first, in pages. Those whose entry changes between two
     * pages may be missing, or there twice; every other one is in exactly one.
     *
     * @param until the last time that counts
     * @param after the last one of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws RotationJournalUnavailableException where they can't be read
     */
    List<Due> due(Instant until, Optional<Due> after, int most) throws RotationJournalUnavailableException;

    /**
     * Services of which anything was ever decided, in pages, each once, in the order of their names.
     *
     * @param after the last service of the page before; empty for the first page
     * @param most how many at most, from 1
     * @throws RotationJournalUnavailableException where they can't be read
     */
    List<ServiceName> services(Optional<ServiceName> after, int most) throws RotationJournalUnavailableException;
}

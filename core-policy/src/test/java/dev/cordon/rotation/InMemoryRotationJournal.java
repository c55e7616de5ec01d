package dev.cordon.rotation;

import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A journal for tests, with failures to order. */
public final class InMemoryRotationJournal implements RotationJournal {

    private final Map<ServiceName, CredentialLife> entries = new HashMap<>();
    private final NavigableSet<Due> due = new TreeSet<>();
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized CredentialLife of(ServiceName service) throws RotationJournalUnavailableException {
        requireUp();
        return entries.getOrDefault(service, CredentialLife.none(service));
    }

    @Override
    public synchronized boolean replace(CredentialLife known, CredentialLife next)
            throws RotationJournalUnavailableException {
        if (!known.service().equals(next.service())) {
            throw new IllegalArgumentException("an entry is replaced by one of the same service");
        }
        boolean same = of(known.service()).equals(known);
        if (same) {
            due.removeAll(due(known).toList());
            due.addAll(due(next).toList());
            entries.put(next.service(), next);
        }
        return same;
    }

    @Override
    public synchronized List<Due> due(Instant until, Optional<Due> after, int most)
            throws RotationJournalUnavailableException {
        requireUp();
        NavigableSet<Due> rest = after.map(last -> due.tailSet(last, false)).orElse(due);
        return rest.stream()
                .takeWhile(one -> !one.at().isAfter(until))
                .limit(most)
                .toList();
    }

    private static Stream<Due> due(CredentialLife life) {
        return life.due().map(at -> new Due(at, life.service())).stream();
    }

    @Override
    public synchronized List<ServiceName> services(Optional<ServiceName> after, int most)
            throws RotationJournalUnavailableException {
        requireUp();
        return entries.keySet().stream()
                .map(ServiceName::text)
                .filter(name -> after.isEmpty() || name.compareTo(after.get().text()) > 0)
                .sorted()
                .limit(most)
                .map(ServiceName::new)
                .toList();
    }

    private void requireUp() throws RotationJournalUnavailableException {
        if (down) {
            throw new RotationJournalUnavailableException("the journal does not answer");
        }
    }
}

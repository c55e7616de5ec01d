package dev.cordon.mesh.store;

import dev.cordon.entry.DueText;
import dev.cordon.entry.LifeText;
import dev.cordon.entry.TimeKey;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An entry each service, and one more under the time from which on there is something to do for it. */
final class EmbeddedRotationJournal implements RotationJournal {

    private static final String LIFE = "rotation/";
    private static final String DUE = "rotation-due/";

    private final StoreThread thread;

    EmbeddedRotationJournal(StoreThread thread) {
        this.thread = thread;
    }

    @Override
    public CredentialLife of(ServiceName service) throws RotationJournalUnavailableException {
        return run(entries -> life(entries, service));
    }

    private static CredentialLife life(Entries entries, ServiceName service) {
        return entries.get(LIFE + service.text()).map(LifeText::read).orElseGet(() -> CredentialLife.none(service));
    }

    @Override
    public boolean replace(CredentialLife known, CredentialLife next) throws RotationJournalUnavailableException {
        if (!known.service().equals(next.service())) {
            throw new IllegalArgumentException("an entry is replaced by one of the same service");
        }
        String text = LifeText.write(next);
        Optional<Due> due = due(next);
        Optional<String> dueText = due.map(DueText::write);
        return run(entries -> {
            boolean same = life(entries, known.service()).equals(known);
            if (same) {
                due(known).ifPresent(over -> entries.remove(key(over)));
                due.ifPresent(from -> entries.put(key(from), dueText.orElseThrow()));
                entries.put(LIFE + next.service().text(), text);
            }
            return same;
        });
    }

    private static Optional<Due> due(CredentialLife life) {
        return life.due().map(at -> new Due(at, life.service()));
    }

    @Override
    public List<Due> due(Instant until, Optional<Due> after, int most) throws RotationJournalUnavailableException {
        String from = after.map(last -> key(last) + '\0').orElse(DUE);
        // the character that follows the slash
        String behind = DUE + TimeKey.instant(until) + "0";
        return run(entries -> entries.range(DUE, from, most, key -> key.compareTo(behind) < 0).stream()
                .map(DueText::read)
                .toList());
    }

    @Override
    public List<ServiceName> services(Optional<ServiceName> after, int most)
            throws RotationJournalUnavailableException {
        String from = after.map(last -> LIFE + last.text() + '\0').orElse(LIFE);
        return run(entries -> entries.range(LIFE, from, most, key -> true).stream()
                .map(text -> LifeText.read(text).service())
                .toList());
    }

    private <T> T run(StoreThread.Work<T> work) throws RotationJournalUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new RotationJournalUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String key(Due due) {
        return DUE + DueText.key(due);
    }
}

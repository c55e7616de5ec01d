package dev.cordon.aws.store.table;

import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.DueText;
import dev.cordon.entry.LifeText;
import dev.cordon.entry.TimeKey;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.StoreUnavailableException;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.RotationJournal;
import dev.cordon.rotation.RotationJournalUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An entry each service, and one more under the time from which on there is something to do for it. */
final class DynamoRotationJournal implements RotationJournal {

    private static final String LIFE = "rotation";
    private static final String DUE = "rotation-due";

    private final ControlTable table;

    DynamoRotationJournal(ControlTable table) {
        this.table = table;
    }

    @Override
    public CredentialLife of(ServiceName service) throws RotationJournalUnavailableException {
        return run(() -> life(table.get(key(service)), service));
    }

    private static CredentialLife life(Optional<String> text, ServiceName service) {
        return text.map(LifeText::read).orElseGet(() -> CredentialLife.none(service));
    }

    private static Key key(ServiceName service) {
        return new Key(LIFE, service.text());
    }

    @Override
    public boolean replace(CredentialLife known, CredentialLife next) throws RotationJournalUnavailableException {
        if (!known.service().equals(next.service())) {
            throw new IllegalArgumentException("an entry is replaced by one of the same service");
        }
        String text = LifeText.write(next);
        Optional<Due> before = due(known);
        Optional<Due> from = due(next);
        return run(() -> table.change(() -> {
            Optional<String> there = table.get(key(next.service()));
            if (!life(there, known.service()).equals(known)) {
                return Optional.empty();
            }
            List<Change> changes = new ArrayList<>();
            changes.add(Change.put(key(next.service()), text).ifStill(there));
            if (!before.equals(from)) {
                before.ifPresent(over -> changes.add(Change.remove(dueKey(over))));
                from.ifPresent(due -> changes.add(Change.put(dueKey(due), DueText.write(due))));
            }
            return Optional.of(changes);
        }));
    }

    private static Optional<Due> due(CredentialLife life) {
        return life.due().map(at -> new Due(at, life.service()));
    }

    private static Key dueKey(Due due) {
        return new Key(DUE, DueText.key(due));
    }

    @Override
    public List<Due> due(Instant until, Optional<Due> after, int most) throws RotationJournalUnavailableException {
        // the character that follows the slash
        String behind = TimeKey.instant(until) + "0";
        return run(() -> table.behind(DUE, after.map(DueText::key), most).stream()
                .takeWhile(entry -> entry.id().compareTo(behind) < 0)
                .map(entry -> DueText.read(entry.text()))
                .toList());
    }

    @Override
    public List<ServiceName> services(Optional<ServiceName> after, int most)
            throws RotationJournalUnavailableException {
        return run(() -> table.behind(LIFE, after.map(ServiceName::text), most).stream()
                .map(entry -> LifeText.read(entry.text()).service())
                .toList());
    }

    private static <T> T run(Work<T> work) throws RotationJournalUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new RotationJournalUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}

package dev.cordon.aws.store.table;

import dev.cordon.credential.Credential;
import dev.cordon.credential.Credential.State;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.entry.CredentialText;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.UsageText;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.policy.ServiceName;
import dev.cordon.publication.StoreUnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An entry each generation, one each for its uses, and one each service that says which is its latest. */
final class DynamoCredentialLedger implements CredentialLedger {

    private static final String LATEST = "credential-latest";
    private static final String CREDENTIAL = "credential/";
    private static final String USAGE = "credential-usage/";

    /** Each is looked for and its uses are changed. */
    private static final int MOST_USED = ControlTable.MOST_CHANGES / 2;

    private final ControlTable table;
    private final Turns turns = new Turns();

    DynamoCredentialLedger(ControlTable table) {
        this.table = table;
    }

    @Override
    public List<Credential> of(ServiceName service) throws CredentialLedgerUnavailableException {
        return run(() -> {
            List<Credential> generations = new ArrayList<>();
            for (Entry entry : table.behind(CREDENTIAL + service.text(), Optional.empty(), Integer.MAX_VALUE)) {
                generations.add(CredentialText.read(entry.text()));
            }
            Collections.reverse(generations);
            return List.copyOf(generations);
        });
    }

    @Override
    public List<ServiceName> services(Optional<ServiceName> after, int most)
            throws CredentialLedgerUnavailableException {
        return run(() -> table.behind(LATEST, after.map(ServiceName::text), most).stream()
                .map(entry -> new ServiceName(entry.id()))
                .toList());
    }

    @Override
    public boolean add(Credential credential) throws CredentialLedgerUnavailableException {
        String text = CredentialText.write(credential);
        Key latest = latestKey(credential.service());
        String number = number(credential.generation());
        return run(() -> table.change(() -> {
            Optional<String> there = table.get(latest);
            return there.filter(known -> known.compareTo(number) >= 0).isPresent()
                    ? Optional.empty()
                    : Optional.of(
                            List.of(Change.put(latest, number).ifStill(there), Change.put(key(credential.id()), text)));
        }));
    }

    @Override
    public boolean replace(Credential known, Credential next) throws CredentialLedgerUnavailableException {
        if (!known.id().equals(next.id())) {
            throw new IllegalArgumentException("a credential is replaced by itself in another state");
        }
        Change put = Change.put(key(known.id()), CredentialText.write(next));
        return run(() -> table.change(() -> {
            Optional<String> there = table.get(key(known.id()));
            return isStill(there, known) ? Optional.of(List.of(put.ifStill(there))) : Optional.empty();
        }));
    }

    private static boolean isStill(Optional<String> there, Credential known) {
        return there.map(CredentialText::read).filter(known::equals).isPresent();
    }

    @Override
    public boolean forget(Credential known) throws CredentialLedgerUnavailableException {
        Key key = key(known.id());
        String number = number(known.generation());
        return run(() -> table.change(() -> {
            Optional<String> there = table.get(key);
            boolean over = isStill(there, known)
                    && known.state() == State.REVOKED
                    && table.get(latestKey(known.service()))
                            .filter(latest -> latest.compareTo(number) > 0)
                            .isPresent();
            return over
                    ? Optional.of(List.of(Change.remove(key).ifStill(there), Change.remove(usageKey(known.id()))))
                    : Optional.empty();
        }));
    }

    @Override
    public void used(List<Use<Credential.Id>> uses) throws CredentialLedgerUnavailableException {
        Map<Credential.Id, List<Use<Credential.Id>>> byId = new LinkedHashMap<>();
        uses.forEach(
                use -> byId.computeIfAbsent(use.id(), id -> new ArrayList<>()).add(use));
        List<Credential.Id> ids = List.copyOf(byId.keySet());
        run(() -> {
            for (int from = 0; from < ids.size(); from += MOST_USED) {
                List<Credential.Id> some = ids.subList(from, Math.min(ids.size(), from + MOST_USED));
                boolean unused = turns.take(() -> table.change(() -> Optional.of(used(some, byId))));
            }
            return true;
        });
    }

    /** Of what is there by now, each with a look whether it still is. */
    private List<Change> used(List<Credential.Id> ids, Map<Credential.Id, List<Use<Credential.Id>>> uses)
            throws StoreUnavailableException {
        List<Change> changes = new ArrayList<>();
        for (Credential.Id id : ids) {
            Optional<String> credential = table.get(key(id));
            if (credential.isPresent()) {
                Optional<String> there = table.get(usageKey(id));
                Usage usage = there.map(UsageText::read).orElse(Usage.NONE);
                for (Use<Credential.Id> use : uses.getOrDefault(id, List.of())) {
                    usage = usage.and(use);
                }
                changes.add(Change.look(key(id), credential));
                changes.add(Change.put(usageKey(id), UsageText.write(usage)).ifStill(there));
            }
        }
        return changes;
    }

    @Override
    public Usage usage(Credential.Id id) throws CredentialLedgerUnavailableException {
        return run(() -> table.get(usageKey(id)).map(UsageText::read).orElse(Usage.NONE));
    }

    private static Key latestKey(ServiceName service) {
        return new Key(LATEST, service.text());
    }

    private static Key key(Credential.Id id) {
        return new Key(CREDENTIAL + id.service().text(), number(id.generation()));
    }

    private static Key usageKey(Credential.Id id) {
        return new Key(USAGE + id.service().text(), number(id.generation()));
    }

    /** Generations count from 0. */
    private static String number(long generation) {
        return HexFormat.of().toHexDigits(generation);
    }

    private static <T> T run(Work<T> work) throws CredentialLedgerUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new CredentialLedgerUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}

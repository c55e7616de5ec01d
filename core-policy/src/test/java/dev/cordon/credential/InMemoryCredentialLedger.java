package dev.cordon.credential;

import dev.cordon.credential.Credential.State;
import dev.cordon.ledger.Usage;
import dev.cordon.ledger.Use;
import dev.cordon.policy.ServiceName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A credential ledger for tests, with failures to order. */
public final class InMemoryCredentialLedger implements CredentialLedger {

    private final Map<ServiceName, NavigableMap<Long, Credential>> services = new HashMap<>();
    private final Map<Credential.Id, Usage> usages = new HashMap<>();
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized List<Credential> of(ServiceName service) throws CredentialLedgerUnavailableException {
        requireUp();
        return List.copyOf(generations(service).values());
    }

    @Override
    public synchronized List<ServiceName> services(Optional<ServiceName> after, int most)
            throws CredentialLedgerUnavailableException {
        requireUp();
        return services.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(ServiceName::text))
                .filter(service ->
                        after.isEmpty() || service.text().compareTo(after.get().text()) > 0)
                .limit(most)
                .toList();
    }

    @Override
    public synchronized boolean add(Credential credential) throws CredentialLedgerUnavailableException {
        requireUp();
        NavigableMap<Long, Credential> there = generations(credential.service());
        boolean later = there.isEmpty() || credential.generation() > there.firstKey();
        if (later) {
            there.put(credential.generation(), credential);
        }
        return later;
    }

    @Override
    public synchronized boolean replace(Credential known, Credential next) throws CredentialLedgerUnavailableException {
        if (!known.service().equals(next.service()) || known.generation() != next.generation()) {
            throw new IllegalArgumentException("a credential is replaced by itself in another state");
        }
        requireUp();
        return generations(known.service()).replace(known.generation(), known, next);
    }

    @Override
    public synchronized boolean forget(Credential known) throws CredentialLedgerUnavailableException {
        requireUp();
        NavigableMap<Long, Credential> there = generations(known.service());
        boolean over = known.state() == State.REVOKED
                && known.equals(there.get(known.generation()))
                && known.generation() < there.firstKey();
        if (over) {
            there.remove(known.generation());
            usages.remove(known.id());
        }
        return over;
    }

    @Override
    public synchronized void used(List<Use<Credential.Id>> uses) throws CredentialLedgerUnavailableException {
        requireUp();
        for (Use<Credential.Id> use : uses) {
            if (generations(use.id().service()).containsKey(use.id().generation())) {
                usages.merge(use.id(), Usage.NONE.and(use), (known, fresh) -> known.and(use));
            }
        }
    }

    @Override
    public synchronized Usage usage(Credential.Id id) throws CredentialLedgerUnavailableException {
        requireUp();
        return usages.getOrDefault(id, Usage.NONE);
    }

    private NavigableMap<Long, Credential> generations(ServiceName service) {
        return services.computeIfAbsent(service, name -> new TreeMap<>(Comparator.reverseOrder()));
    }

    private void requireUp() throws CredentialLedgerUnavailableException {
        if (down) {
            throw new CredentialLedgerUnavailableException("the ledger does not answer");
        }
    }
}

package dev.cordon.administration;

import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Revocation.Quarantine;
import dev.cordon.revocation.RevocationEntry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A store in which somebody notes services in a quarantine right before it is first replaced. */
final class NotingMeanwhile implements RevocationStore {

    private final RevocationStore store;
    private final Set<ServiceName> held;
    private boolean done;

    NotingMeanwhile(RevocationStore store, Set<ServiceName> held) {
        this.store = store;
        this.held = held;
    }

    @Override
    public RevocationList read() throws RevocationStoreUnavailableException {
        return store.read();
    }

    @Override
    public void add(Revocation entry, Optional<Instant> until) throws RevocationStoreUnavailableException {
        store.add(entry, until);
    }

    @Override
    public boolean replace(Revocation entry, Optional<RevocationEntry> by) throws RevocationStoreUnavailableException {
        if (!done && entry instanceof Quarantine quarantine) {
            done = store.replace(quarantine, Optional.of(RevocationEntry.forEver(quarantine.holding(held))));
        }
        return store.replace(entry, by);
    }

    @Override
    public Page page(Optional<String> after, int most) throws RevocationStoreUnavailableException {
        return store.page(after, most);
    }
}

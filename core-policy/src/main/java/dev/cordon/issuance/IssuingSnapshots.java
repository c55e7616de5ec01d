package dev.cordon.issuance;

import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.Policy;
import dev.cordon.publication.Admission;
import dev.cordon.registry.RegistryStore;
import dev.cordon.registry.RegistryUnavailableException;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.HeldServices;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Another source's snapshots with what the token service knows: its own keys, partners' API keys, and what is revoked.
 * Where that can't be read nothing is confirmed, and the snapshot ages. Safe for use by many threads.
 */
public final class IssuingSnapshots implements SnapshotSource {

    private final SnapshotSource files;
    private final String issuer;
    private final Stored stored;
    private final Supplier<Moment> clock;
    private final AtomicReference<@Nullable Made> made = new AtomicReference<>();

    /**
     * What the token service knows.
     *
     * @param keys its own keys
     * @param revocations what is revoked
     * @param apiKeys partners' keys
     * @param registry the services as they live
     */
    public record Stored(IssuingKeys keys, RevocationStore revocations, ApiKeyStore apiKeys, RegistryStore registry) {}

    /** A snapshot, and what it was made of. */
    private record Made(Snapshot snapshot, Admission admission, Parts parts) {}

    private record Parts(
            Snapshot.Live files,
            Optional<JsonWebKeys> keys,
            RevocationList revocations,
            ApiKeys apiKeys,
            ServiceRegistry registry) {

        boolean areAs(Parts other) {
            return files.keys() == other.files.keys()
                    && keys.equals(other.keys)
                    && revocations.revision() == other.revocations.revision()
                    && apiKeys.revision() == other.apiKeys.revision()
                    && registry.revision() == other.registry.revision();
        }
    }

    /**
     * The same as those of a source, with more in them.
     *
     * @param files where policy and other issuers' keys come from
     * @param issuer the {@code iss} of the token service
     * @param clock for keys and quarantines
     */
    public IssuingSnapshots(SnapshotSource files, String issuer, Stored stored, Supplier<Moment> clock) {
        this.files = files;
        this.issuer = issuer;
        this.stored = stored;
        this.clock = clock;
    }

    @Override
    public Optional<Snapshot> current() {
        return Optional.ofNullable(made.get()).map(Made::snapshot);
    }

    @Override
    public void keyUnknown() {
        files.keyUnknown();
    }

    /** The files may be refused and what was good before confirmed: what is revoked counts then, too. */
    @Override
    public synchronized void refresh() throws SnapshotUnavailableException {
        SnapshotUnavailableException refused = null;
        try {
            files.refresh();
        } catch (SnapshotUnavailableException e) {
            refused = e;
        }
        Optional<Snapshot> base = files.current();
        if (base.isPresent()) {
            made.set(make(base.get()));
        }
        if (refused != null) {
            throw refused;
        }
    }

    private Made make(Snapshot base) throws SnapshotUnavailableException {
        ServiceRegistry registry = registry();
        Made known = made.get();
        Admission admission = known == null
                ? Admission.of(base.policy(), registry)
                : known.admission().with(base.policy(), registry);
        CompiledPolicy policy = admission.policy();
        Parts parts = read(base, policy, registry);
        if (known != null && known.snapshot().policy() == policy && parts.areAs(known.parts())) {
            return new Made(known.snapshot().confirmedAt(base.asOf()), admission, parts);
        }
        Snapshot.Live live =
                new Snapshot.Live(parts.registry(), parts.revocations(), ring(base, parts.keys()), parts.apiKeys());
        return new Made(Snapshot.of(policy, base.revisions().policy(), live, base.asOf()), admission, parts);
    }

    private ServiceRegistry registry() throws SnapshotUnavailableException {
        try {
            return stored.registry().read();
        } catch (RegistryUnavailableException e) {
            throw new SnapshotUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    private Parts read(Snapshot base, CompiledPolicy policy, ServiceRegistry registry)
            throws SnapshotUnavailableException {
        Instant now = clock.get().wall();
        try {
            return new Parts(
                    base.live(),
                    stored.keys().shown(now),
                    new HeldServices(stored.revocations()).read(policies(policy.source()), now),
                    stored.apiKeys().read(),
                    registry);
        } catch (SigningKeyStoreUnavailableException
                | RevocationStoreUnavailableException
                | ApiKeyStoreUnavailableException e) {
            throw new SnapshotUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    /** A quarantine that is read first together with a policy may have begun under the one before. */
    private List<Policy> policies(Policy next) {
        Made known = made.get();
        return known == null ? List.of(next) : List.of(known.snapshot().policy().source(), next);
    }

    private KeyRing ring(Snapshot base, Optional<JsonWebKeys> keys) throws SnapshotUnavailableException {
        KeyRing ring = base.live().keys();
        for (Issuer one : base.policy().source().issuers()) {
            if (keys.isPresent() && one.issuer().equals(issuer)) {
                try {
                    ring = ring.with(one.name(), keys.get());
                } catch (InvalidKeyFileException e) {
                    throw new SnapshotUnavailableException("the keys of issuer `" + one.name()
                            + "` in its file and those of the store: " + e.getMessage());
                }
            }
        }
        return ring;
    }
}

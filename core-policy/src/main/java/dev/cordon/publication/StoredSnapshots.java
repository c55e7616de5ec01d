package dev.cordon.publication;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.document.BundleExpectations;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.Edition;
import dev.cordon.document.LoadedBundle;
import dev.cordon.document.LoadedIssuerKeys;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.KeyRing;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of what is published in a store. A refresh reads the head; only where that demands more than is loaded, it
 * reads the bundle, the issuers' keys, the services or the revocations too. What is older than the head demands, or
 * than what was seen before, counts as no answer; the last good snapshot stays, and ages. Safe for use by many threads,
 * of which one refreshes at a time.
 */
public final class StoredSnapshots implements SnapshotSource {

    private final HeadStore heads;
    private final PartReader<LoadedBundle> bundles;
    private final PartReader<LoadedIssuerKeys> keys;
    private final Optional<LiveStores> live;
    private final boolean published;
    private final BundleExpectations expected;
    private final Supplier<Moment> clock;
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();
    private final AtomicReference<@Nullable Head> seen = new AtomicReference<>();

    /** A snapshot with what it was made of. */
    private record Loaded(
            Snapshot snapshot, Part<LoadedBundle> bundle, Part<LoadedIssuerKeys> keys, Admission admission) {

        boolean isOf(
                Part<LoadedBundle> other,
                Part<LoadedIssuerKeys> issuers,
                ServiceRegistry registry,
                RevocationList revoked) {
            // what is read anew has a higher sequence, or revision, than what was loaded
            return bundle.sequence() == other.sequence()
                    && keys.sequence() == issuers.sequence()
                    && snapshot.live().registry().revision() == registry.revision()
                    && snapshot.live().revocations().revision() == revoked.revision();
        }
    }

    /**
     * Of these stores; nothing is read before the first {@link #refresh}.
     *
     * @param expected what is demanded of the bundle and of the keys; its lowest sequence is the bundle's alone
     * @param clock the one that decisions compare a snapshot's age by
     */
    public StoredSnapshots(ObjectStore objects, HeadStore heads, BundleExpectations expected, Supplier<Moment> clock) {
        this(objects, heads, Optional.empty(), expected, clock);
    }

    /**
     * What is published alone, for whoever reads services and revocations beside it: no snapshot of these may be
     * decided by as it is.
     *
     * @param expected what is demanded of the bundle and of the keys; its lowest sequence is the bundle's alone
     * @param clock the one that decisions compare a snapshot's age by
     */
    public static StoredSnapshots publishedAlone(
            ObjectStore objects, HeadStore heads, BundleExpectations expected, Supplier<Moment> clock) {
        return new StoredSnapshots(objects, heads, Optional.empty(), true, expected, clock);
    }

    /**
     * Of these stores, with services as they live and with what is revoked.
     *
     * @param live where these are kept; where it is empty a head that tells of any counts as no answer
     * @param expected what is demanded of the bundle and of the keys; its lowest sequence is the bundle's alone
     * @param clock the one that decisions compare a snapshot's age by
     */
    public StoredSnapshots(
            ObjectStore objects,
            HeadStore heads,
            Optional<LiveStores> live,
            BundleExpectations expected,
            Supplier<Moment> clock) {
        this(objects, heads, live, false, expected, clock);
    }

    private StoredSnapshots(
            ObjectStore objects,
            HeadStore heads,
            Optional<LiveStores> live,
            boolean published,
            BundleExpectations expected,
            Supplier<Moment> clock) {
        this.live = live;
        this.published = published;
        this.heads = heads;
        this.bundles = PartReader.ofBundle(objects, expected);
        this.keys = PartReader.ofKeys(objects, expected);
        this.expected = expected;
        this.clock = clock;
    }

    @Override
    public Optional<Snapshot> current() {
        return Optional.ofNullable(loaded.get()).map(Loaded::snapshot);
    }

    @Override
    public synchronized void refresh() throws SnapshotUnavailableException {
        try {
            Moment now = clock.get();
            loaded.set(read(loaded.get(), head(), now));
        } catch (StoreUnavailableException | BundleRefusedException e) {
            throw new SnapshotUnavailableException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault of an adapter's own; its message is not passed on, which may quote a secret
            throw new SnapshotUnavailableException(
                    "the store failed with " + e.getClass().getSimpleName() + "; please report it");
        }
    }

    /** The head, if it can be the present one and tells of nothing that is not understood here. */
    private Head head() throws StoreUnavailableException {
        Head head = heads.read()
                .orElseThrow(() -> new StoreUnavailableException(
                        "nothing is published here: publish a bundle with `cordon bundle publish`"));
        Head last = seen.get();
        if (last != null && !head.isNotBehind(last)) {
            throw new StoreUnavailableException("the head went back from " + last + " to " + head
                    + ": an older copy answers; where it was restored, publish under higher sequences");
        }
        if (head.revocationCount() > 0) {
            throw new StoreUnavailableException("the head counts revocations, which this version does not: update it");
        }
        if (live.isEmpty() && !published && (head.revocationEpoch() > 0 || head.registryEpoch() > 0)) {
            throw new StoreUnavailableException("the head tells of revocations or of registered services, and it is not"
                    + " configured where these are kept");
        }
        seen.set(head);
        return head;
    }

    private Loaded read(@Nullable Loaded known, Head head, Moment now)
            throws StoreUnavailableException, BundleRefusedException {
        Part<LoadedBundle> bundle = bundle(known == null ? null : known.bundle(), head, now.wall());
        Part<LoadedIssuerKeys> issuers = keys(known == null ? null : known.keys(), head, bundle, now.wall());
        ServiceRegistry registry = registry(known, head);
        RevocationList revoked = revocations(known, head);
        requireValid("bundle", bundle.validUntil(), now);
        requireValid("issuers' keys", issuers.validUntil(), now);
        if (known != null && known.isOf(bundle, issuers, registry, revoked)) {
            return new Loaded(known.snapshot().confirmedAt(now.ticks()), bundle, issuers, known.admission());
        }
        CompiledPolicy named = bundle.value().policy();
        Admission admission = known == null
                ? Admission.of(named, registry)
                : known.admission().with(named, registry);
        KeyRing ring = KeyRing.of(named.source().issuers(), issuers.value().keys());
        Snapshot snapshot = Snapshot.of(
                admission.policy(),
                endingWith(bundle.value().revision(), issuers),
                new Snapshot.Live(registry, revoked, ring),
                now.ticks());
        return new Loaded(snapshot, bundle, issuers, admission);
    }

    private ServiceRegistry registry(@Nullable Loaded known, Head head) throws StoreUnavailableException {
        ServiceRegistry registry = known == null
                ? ServiceRegistry.empty()
                : known.snapshot().live().registry();
        return live.isPresent() ? live.get().registry(registry, head) : registry;
    }

    private RevocationList revocations(@Nullable Loaded known, Head head) throws StoreUnavailableException {
        RevocationList revoked =
                known == null ? RevocationList.empty() : known.snapshot().live().revocations();
        return live.isPresent() ? live.get().revocations(revoked, head) : revoked;
    }

    private Part<LoadedBundle> bundle(@Nullable Part<LoadedBundle> known, Head head, Instant now)
            throws StoreUnavailableException, BundleRefusedException {
        if (head.bundleSequence() == 0) {
            throw new StoreUnavailableException(
                    "no bundle is published here: publish one with `cordon bundle publish`");
        }
        return bundles.read(known, head.bundleSequence(), now);
    }

    private Part<LoadedIssuerKeys> keys(
            @Nullable Part<LoadedIssuerKeys> known, Head head, Part<LoadedBundle> bundle, Instant now)
            throws StoreUnavailableException, BundleRefusedException {
        if (head.keysSequence() > 0) {
            return keys.read(known, head.keysSequence(), now);
        }
        if (bundle.value().policy().source().issuers().isEmpty()) {
            return known == null ? noKeys() : known;
        }
        throw new StoreUnavailableException(
                "the policy has issuers and no keys of theirs are published: use `cordon keys publish`");
    }

    /** For a policy that trusts certificates alone. */
    private Part<LoadedIssuerKeys> noKeys() {
        Edition none = new Edition(expected.environment(), 0, Instant.EPOCH);
        return new Part<>(new LoadedIssuerKeys(Map.of(), none), 0, Instant.MAX, Optional.empty());
    }

    /** The decision denies by itself from then on; here it is said why. */
    private static void requireValid(String what, Instant until, Moment now) throws StoreUnavailableException {
        if (!now.wall().isBefore(until)) {
            throw new StoreUnavailableException(
                    "the " + what + " in use ended at `" + until + "`: publish anew, under a higher sequence");
        }
    }

    /** A snapshot ends with the part of it that ends first. */
    private static PolicyRevision endingWith(PolicyRevision revision, Part<LoadedIssuerKeys> issuers) {
        Instant until =
                issuers.validUntil().isBefore(revision.validUntil()) ? issuers.validUntil() : revision.validUntil();
        return new PolicyRevision(
                revision.policy(), revision.environment(), revision.sequence(), revision.hash(), until);
    }
}

package dev.cordon.mesh.issuer;

import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.discovery.KeyFetcher;
import dev.cordon.discovery.KeysUnavailableException;
import dev.cordon.discovery.KnownKeys;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Another source's snapshots with the keys that external issuers publish. Issuers whose keys the other source has are
 * not asked. Refreshing begins requests and never waits for their answers: those count from the next refresh on. Safe
 * for use by many threads.
 */
public final class FetchedKeySnapshots implements SnapshotSource, AutoCloseable {

    /** Slow issuers may hold up each other, and nothing else. */
    private static final int THREADS = 4;

    private final SnapshotSource base;
    private final KeyFetcher fetcher;
    private final Host host;
    private final Map<Issuer, KnownKeys> known = new HashMap<>();
    private volatile @Nullable Made made;

    /**
     * What its host gives it.
     *
     * @param clock the one that the other source takes its {@code asOf} from
     * @param requests where requests are made, each one blocking its thread
     * @param notices told when an issuer stops or resumes to answer
     */
    record Host(Supplier<Moment> clock, Executor requests, Consumer<String> notices) {}

    /** A snapshot, and what it was made of. */
    private record Made(Snapshot snapshot, Snapshot.Live base, Map<IssuerName, JsonWebKeys> keys) {

        boolean isOf(Snapshot other, Map<IssuerName, JsonWebKeys> found) {
            return base.equals(other.live()) && snapshot.policy() == other.policy() && keys.equals(found);
        }
    }

    FetchedKeySnapshots(SnapshotSource base, KeyFetcher fetcher, Host host) {
        this.base = base;
        this.fetcher = fetcher;
        this.host = host;
    }

    /** Over that source, with threads of its own until it is closed. */
    public static FetchedKeySnapshots of(SnapshotSource base, Consumer<String> notices) {
        Clock wall = Clock.systemUTC();
        ExecutorService requests = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "cordon-issuer-keys");
            thread.setDaemon(true);
            return thread;
        });
        return new FetchedKeySnapshots(
                base,
                HttpKeyFetcher.standard(),
                new Host(() -> new Moment(wall.instant(), System.nanoTime()), requests, notices));
    }

    @Override
    public Optional<Snapshot> current() {
        return Optional.ofNullable(made).map(Made::snapshot);
    }

    /** Passes records on; one of a token whose key is not known makes issuers be asked soon. Does not block. */
    public DecisionSink demanding(DecisionSink next) {
        return new KeyDemand(next, this::keyUnknown);
    }

    @Override
    public void keyUnknown() {
        synchronized (known) {
            known.replaceAll((issuer, keys) -> keys.demanded());
        }
    }

    /** The other source may refuse what it finds and confirm what was good before. */
    @Override
    public synchronized void refresh() throws SnapshotUnavailableException {
        try {
            base.refresh();
        } finally {
            Optional<Snapshot> current = base.current();
            if (current.isPresent()) {
                made = make(current.get());
            }
        }
    }

    private Made make(Snapshot from) throws SnapshotUnavailableException {
        Map<IssuerName, JsonWebKeys> found = found(from);
        Made before = made;
        if (before != null && before.isOf(from, found)) {
            return new Made(before.snapshot().confirmedAt(from.asOf()), from.live(), found);
        }
        KeyRing ring = from.live().keys();
        for (Map.Entry<IssuerName, JsonWebKeys> issuer : found.entrySet()) {
            try {
                ring = ring.with(issuer.getKey(), issuer.getValue());
            } catch (InvalidKeyFileException e) {
                throw new SnapshotUnavailableException(
                        "the keys of issuer `" + issuer.getKey() + "`: " + e.getMessage());
            }
        }
        Snapshot snapshot = Snapshot.of(
                from.policy(), from.revisions().policy(), from.live().with(ring), from.asOf());
        return new Made(snapshot, from.live(), found);
    }

    /** The keys there are, after beginning the requests that are due. */
    private Map<IssuerName, JsonWebKeys> found(Snapshot from) {
        long now = host.clock().get().ticks();
        List<Issuer> remote = from.policy().source().issuers().stream()
                .filter(issuer ->
                        issuer.keys().isPresent() && !from.live().keys().hasKeysOf(issuer.name()))
                .toList();
        Map<IssuerName, JsonWebKeys> found = new HashMap<>();
        synchronized (known) {
            known.keySet().retainAll(remote);
            for (Issuer issuer : remote) {
                KnownKeys keys = known.computeIfAbsent(issuer, unseen -> KnownKeys.none(now));
                keys.keys(now).ifPresent(usable -> found.put(issuer.name(), usable));
                if (keys.isDue(now)) {
                    known.put(issuer, keys.asked(now));
                    host.requests().execute(() -> ask(issuer));
                }
            }
        }
        return found;
    }

    private void ask(Issuer issuer) {
        try {
            KeyFetcher.Fetched fetched = fetcher.fetch(issuer);
            answered(issuer, keys -> keys.found(fetched), Optional.empty());
        } catch (KeysUnavailableException e) {
            failed(issuer, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // the outermost catch of this thread: a fault must not leave the issuer as being asked for ever
            failed(issuer, "the request failed: " + e.getClass().getSimpleName());
        }
    }

    private void failed(Issuer issuer, String why) {
        long now = host.clock().get().ticks();
        answered(issuer, keys -> keys.failed(now), Optional.of(why));
    }

    private void answered(Issuer issuer, UnaryOperator<KnownKeys> change, Optional<String> failure) {
        boolean failing;
        synchronized (known) {
            KnownKeys before = known.get(issuer);
            if (before == null) {
                return;
            }
            failing = before.isFailing();
            known.put(issuer, change.apply(before));
        }
        if (failing != failure.isPresent()) {
            host.notices()
                    .accept(failure.map(why -> "keys of issuer `" + issuer.name() + "`: " + why)
                            .orElse("keys of issuer `" + issuer.name() + "` are read again"));
        }
    }

    @Override
    public void close() {
        if (host.requests() instanceof ExecutorService threads) {
            threads.shutdownNow();
        }
    }
}

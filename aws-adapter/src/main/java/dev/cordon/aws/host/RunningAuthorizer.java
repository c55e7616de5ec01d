package dev.cordon.aws.host;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.aws.authorizer.Authorizer;
import dev.cordon.aws.authorizer.NoAnswerException;
import dev.cordon.aws.connection.ConnectionNotes;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Gate;
import dev.cordon.gate.HostClock;
import dev.cordon.gate.OnDemand;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TokenVerifier;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;

/**
 * An authorizer with its clock, log and snapshot, as it lives in one process: started, perhaps stored as an image and
 * restored many times, frozen between calls.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Hooks of SnapStart</a>
 */
final class RunningAuthorizer implements Resource {

    private static final int REMEMBERED_PROOFS = 16_384;
    private static final int CACHED_TOKENS = 1024;

    /** Where rehearsals are recorded. */
    private static final DecisionSink NOWHERE = new DecisionSink() {
        @Override
        public void offer(DecisionRecord decision) {
            // nobody called
        }

        @Override
        public long dropped() {
            return 0;
        }
    };

    private final Authorizer authorizer;
    private final Authorizer rehearsing;
    private final List<byte[]> rehearsals;
    private final OnDemand freshness;
    private final FunctionLog log;
    private final Metrics metrics;
    private final Ids ids;
    private final HostClock clock;
    private final AtomicLong failuresTold = new AtomicLong();
    private final SnapshotSource source;
    private final AtomicReference<@Nullable CompiledPolicy> looked = new AtomicReference<>();

    /**
     * What comes in from outside.
     *
     * @param name the function's name
     * @param out where the log goes
     * @param clock the host's clock
     */
    record Host(String name, OutputStream out, HostClock clock) {}

    /**
     * What it reads and writes.
     *
     * @param source of snapshots
     * @param connections where WebSocket connections are noted; empty where they are not
     */
    record Kept(SnapshotSource source, Optional<ConnectionNotes> connections) {}

    /** How an authorizer is made of what decides. */
    interface Maker {
        /** An authorizer. */
        Authorizer make(Authorizer.Enforcement enforcement);
    }

    RunningAuthorizer(Host host, Kept kept, Maker maker, List<byte[]> rehearsals) {
        this.rehearsals = List.copyOf(rehearsals);
        this.source = kept.source();
        clock = host.clock();
        freshness = new OnDemand(source, clock);
        metrics = new Metrics(
                host.name(), new Metrics.Readings(() -> staleness(source.current(), clock), freshness::failures));
        log = new FunctionLog(host.out(), metrics);
        ids = new Ids();
        Settlement settlement = new Settlement(new LocalReplayStore(REMEMBERED_PROOFS), new LocalCounterStore());
        Enforcer enforcer = enforcer(settlement);
        Gate gate = new Gate(source, enforcer, settlement, new Recorder(host.name(), log, ids, clock::ticks));
        Gate silent = new Gate(source, enforcer, settlement, new Recorder(host.name(), NOWHERE, ids, clock::ticks));
        authorizer = maker.make(new Authorizer.Enforcement(gate, source, freshness, clock, kept.connections()));
        rehearsing = maker.make(new Authorizer.Enforcement(silent, source, freshness, clock, kept.connections()));
    }

    private static Enforcer enforcer(Settlement settlement) {
        SignatureProvider signatures = SignatureProvider.fastest();
        return new Enforcer(
                new TokenVerifier(signatures), new DpopVerifier(signatures), settlement.reach(), CACHED_TOKENS);
    }

    private static OptionalLong staleness(Optional<Snapshot> snapshot, HostClock clock) {
        return snapshot.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of((clock.ticks() - snapshot.get().asOf()) / 1_000_000);
    }

    /** Answers one question; a failed refresh leaves a line in the log. */
    byte[] answer(byte[] event) {
        try {
            return authorizer.answer(event);
        } finally {
            tellFailures();
            tellFindings();
        }
    }

    /** Once for each policy that is taken: what of it nobody can pass by here. */
    private void tellFindings() {
        Optional<CompiledPolicy> policy = source.current().map(Snapshot::policy);
        if (policy.isPresent() && looked.getAndSet(policy.get()) != policy.get()) {
            authorizer.findings(policy.get().source()).forEach(this::notice);
        }
    }

    private void tellFailures() {
        long failures = freshness.failures();
        if (failuresTold.getAndSet(failures) != failures) {
            notice("the snapshot was not refreshed: " + freshness.failure().orElse("it was before"));
        }
    }

    /** Says where calls are only observed: nobody may believe them guarded. */
    void warn() {
        if (authorizer.observes()) {
            notice("observing: NO call is denied, and services are not told who calls; set `CORDON_MODE` to `enforce`"
                    + " to enforce");
        }
    }

    void notice(String line) {
        log.notice(now(), line);
    }

    private Instant now() {
        return clock.get().wall();
    }

    /** Loads classes, bundle and keys, so that the first call need not. Never throws. */
    void prime() {
        for (byte[] event : rehearsals) {
            try {
                rehearsing.answer(event);
            } catch (NoAnswerException e) {
                // an answer as good as another
            }
        }
        tellFailures();
        tellFindings();
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        prime();
    }

    /** What the image can't have: the snapshot of today, randomness of its own. The clock counts the pause itself. */
    @Override
    public void afterRestore(Context<? extends Resource> context) {
        ids.startAnew();
        metrics.cold();
        freshness.demand();
        warn();
    }
}

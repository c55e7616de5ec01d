package dev.cordon.mesh;

import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.DecisionIds;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TokenVerifier;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The forward-auth server: a proxy asks it about every call before it lets the call through. It refreshes its snapshot
 * source by itself, decides on the event loop, and enforces rates and replay protection within this process.
 */
public final class ForwardAuthServer implements AutoCloseable {

    /** How many verified tokens are kept: some 2 KiB each. */
    private static final int CACHED_TOKENS = 65_536;

    /** How many used proofs are remembered: some 10,000 calls with DPoP a second. */
    private static final int REMEMBERED_PROOFS = 1 << 20;

    private final MeshConfig config;
    private final Parts parts;
    private final Gate enforcing;
    private final EventMeter events = new EventMeter();
    private final Refresher refresher;
    private final Connections connections;
    private final Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ForwardAuthServer(MeshConfig config, Parts parts) throws IOException {
        this.config = config;
        this.parts = parts;
        this.refresher = new Refresher(parts.source(), parts.notices());
        this.connections = new Connections(config.limits().connections());
        DecisionMeter meter = new DecisionMeter(parts.sink());
        Vitals vitals = new Vitals(parts.source(), refresher, meter, connections, events);
        this.enforcing = gate(config, parts, meter);
        HttpFront front = new HttpFront(new HttpFront.Shared(
                gate(),
                config,
                new Pages(new Health(vitals, config.answers().observe()), new MetricsPage(vitals), parts.clock()),
                parts.clock(),
                parts.notices()));
        refresher.start();
        try {
            this.listener = Listener.open(
                    config, connections, (pipeline, guard) -> pipeline.addLast(new HttpHandler(front, guard, config)));
        } catch (IOException e) {
            refresher.close();
            throw e;
        }
    }

    /** What a server is made of beside its configuration. */
    record Parts(SnapshotSource source, DecisionSink sink, Consumer<String> notices, Supplier<Moment> clock) {}

    /**
     * Starts a server; when this returns it answers. The source is refreshed once before that: where no snapshot can be
     * had yet, every call is denied until one can.
     *
     * @param source refreshed by this server from now on; not closed with it
     * @param sink takes the decision records; not closed with the server, so close it after
     * @param notices takes lines for operators, such as that a refresh failed, from any thread; must not block for long
     * @throws IOException where it can't listen, saying why
     */
    public static ForwardAuthServer start(
            MeshConfig config, SnapshotSource source, DecisionSink sink, Consumer<String> notices) throws IOException {
        Clock clock = Clock.systemUTC();
        return start(config, new Parts(source, sink, notices, () -> new Moment(clock.instant(), System.nanoTime())));
    }

    static ForwardAuthServer start(MeshConfig config, Parts parts) throws IOException {
        return new ForwardAuthServer(config, parts);
    }

    private static Gate gate(MeshConfig config, Parts parts, DecisionSink sink) {
        Settlement settlement = new Settlement(new LocalReplayStore(REMEMBERED_PROOFS), new LocalCounterStore());
        SignatureProvider signatures = SignatureProvider.fastest();
        DpopVerifier plain = new DpopVerifier(signatures);
        DpopVerifier proofs = config.answers().nonces().map(plain::demanding).orElse(plain);
        Enforcer enforcer = new Enforcer(new TokenVerifier(signatures), proofs, settlement.reach(), CACHED_TOKENS);
        Recorder recorder = new Recorder(config.point(), sink, new DecisionIds(new SecureRandom()), System::nanoTime);
        return new Gate(parts.source(), enforcer, settlement, recorder);
    }

    /** Decides on calls as this server does, with the same rates and used proofs: it observes where this one does. */
    public Gate gate() {
        return config.answers().observe() ? enforcing.observing() : enforcing;
    }

    /** The same for calls to this process itself, which are never only observed. */
    public Gate admissionGate() {
        return enforcing;
    }

    /** Where its snapshots come from. */
    public SnapshotSource snapshots() {
        return parts.source();
    }

    /** Counts the events of services for the metrics page of this server. */
    public EventMeter events() {
        return events;
    }

    /** The instant of now. */
    public Supplier<Moment> clock() {
        return parts.clock();
    }

    /** Where the server listens, with the port that it got. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** The port on which the server listens. */
    public int port() {
        return listener.address().getPort();
    }

    /**
     * Refreshes the snapshot source now instead of at the next turn, on another thread; a notice says what came of it.
     */
    public void reload() {
        refresher.reload();
    }

    /**
     * Stops listening, answers the questions that have begun to arrive, for as long as the configuration says, and lets
     * go of everything. Calling it again does nothing.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.stopAccepting();
            connections.drain(config.limits().shutdown());
            refresher.close();
            listener.close();
        }
    }
}

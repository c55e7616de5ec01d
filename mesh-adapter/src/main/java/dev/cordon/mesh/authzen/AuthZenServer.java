package dev.cordon.mesh.authzen;

import dev.cordon.authzen.DecisionPoint;
import dev.cordon.decision.Moment;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Gate;
import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.OwnService;
import dev.cordon.mesh.WorkServer;
import dev.cordon.policy.ServiceName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;

/**
 * A Policy Decision Point that any gateway can ask that speaks the Authorization API 1.0 of OpenID AuthZEN, behind a
 * proxy that ends TLS. It decides, settles and records by the gates of a forward-auth server, so that both count the
 * same rates and know the same used proofs.
 */
public final class AuthZenServer implements AutoCloseable {

    private static final WorkServer.Workers WORKERS = new WorkServer.Workers("cordon-authzen", 8, 256);

    private final WorkServer server;

    private AuthZenServer(WorkServer server) {
        this.server = server;
    }

    /**
     * What decides.
     *
     * @param admission whether who asks may ask: a gate that enforces
     * @param calls on what is asked about: a gate that enforces or observes
     * @param source where the gates' snapshots come from
     * @param clock the instant of now
     */
    record Parts(Gate admission, Gate calls, SnapshotSource source, Supplier<Moment> clock) {}

    /**
     * Starts a server; when this returns it answers.
     *
     * @param config where it listens, which proxies are believed, what it puts up with
     * @param service the service of the policy that this is: who asks must be allowed to call it
     * @param beside decides; not closed with this
     * @throws IOException where it can't listen, saying why
     */
    public static AuthZenServer start(MeshConfig config, ServiceName service, ForwardAuthServer beside)
            throws IOException {
        return start(
                config, service, new Parts(beside.admissionGate(), beside.gate(), beside.snapshots(), beside.clock()));
    }

    static AuthZenServer start(MeshConfig config, ServiceName service, Parts parts) throws IOException {
        AuthZenFront front = new AuthZenFront(
                new OwnService(service, parts.admission(), config.proxies()),
                new DecisionPoint(
                        parts.calls(),
                        config.proxies().clients(),
                        config.answers().nonces()),
                new Metadata(parts.source(), service),
                new AuthZenFront.Surroundings(config.proxies().trusted(), parts.clock()));
        return new AuthZenServer(WorkServer.start(config, front, WORKERS));
    }

    /** Where the server listens, with the port that it got. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Stops listening, answers what has begun to arrive, and lets go of everything. Calling it again does nothing. */
    @Override
    public void close() {
        server.close();
    }
}

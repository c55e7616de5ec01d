package dev.cordon.mesh.admin;

import dev.cordon.mesh.ForwardAuthServer;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.mesh.OwnService;
import dev.cordon.mesh.WorkServer;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.ServiceName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Administration of a store over HTTP, behind a proxy that ends TLS, on a listener of its own. Whoever asks must be
 * allowed by the policy to call that operation of a service of its own.
 */
public final class AdminHttpServer implements AutoCloseable {

    private static final WorkServer.Workers WORKERS = new WorkServer.Workers("cordon-admin-http", 4, 64);

    private final WorkServer server;

    private AdminHttpServer(WorkServer server) {
        this.server = server;
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @param config where it listens, which proxies are believed, what it puts up with
     * @param service the service of the policy that this is: who asks must be allowed to call it
     * @param beside decides on requests; not closed with this
     * @param desk answers them
     * @throws IOException where it can't listen, saying why
     */
    public static AdminHttpServer start(MeshConfig config, ServiceName service, ForwardAuthServer beside, Desk desk)
            throws IOException {
        AdminDesk answers =
                new AdminDesk(new AdminHandler(desk.store(), desk.settings()), desk.settings(), desk.notices());
        OwnService own = new OwnService(service, beside.admissionGate(), config.proxies());
        EventDesk events = new EventDesk(answers, desk.settings(), desk.notices());
        AdminFront front = new AdminFront(
                own, new AdminFront.Desks(answers, events), config.proxies().trusted(), beside.clock());
        return new AdminHttpServer(WorkServer.start(config, front, WORKERS));
    }

    /**
     * What answers.
     *
     * @param store not closed with this
     * @param notices takes a line for every change that is asked for, without secrets
     */
    public record Desk(EmbeddedStore store, AdminSettings settings, Consumer<String> notices) {}

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

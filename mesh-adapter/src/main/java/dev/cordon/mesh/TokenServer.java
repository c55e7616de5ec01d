package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.issuance.AuthorizationServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The authorization server's endpoints over HTTP, behind a proxy that ends TLS and tells of the client's address and
 * certificate in the headers by which it asks a forward-auth server. Requests wait for stores on threads of their own;
 * where too many wait, further ones are told to come back.
 */
public final class TokenServer implements AutoCloseable {

    /** Many, since those that wait at the same time share one commit of the store. */
    private static final WorkServer.Workers WORKERS = new WorkServer.Workers("cordon-token", 32, 1024);

    private final WorkServer server;

    private TokenServer(WorkServer server) {
        this.server = server;
    }

    /**
     * What all connections share.
     *
     * @param clock the instant of now
     * @param notices takes lines for operators, from any thread; must not block for long
     */
    record Shared(Supplier<Moment> clock, Consumer<String> notices) {}

    /**
     * Starts a server; when this returns it answers.
     *
     * @param config where it listens, which proxies are believed, what it puts up with
     * @param server answers; its stores are not closed with this
     * @throws IOException where it can't listen, saying why
     */
    static TokenServer start(MeshConfig config, AuthorizationServer server, Shared shared) throws IOException {
        return new TokenServer(WorkServer.start(config, new TokenFront(config, server, shared), WORKERS));
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

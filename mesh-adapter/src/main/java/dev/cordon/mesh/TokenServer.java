package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.issuance.AuthorizationServer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The authorization server's endpoints over HTTP, behind a proxy that ends TLS and tells of the client's address and
 * certificate in the headers by which it asks a forward-auth server. Requests wait for stores on threads of their own;
 * where too many wait, further ones are told to come back.
 */
public final class TokenServer implements AutoCloseable {

    /** Many, since those that wait at the same time share one commit of the store. */
    private static final int WORKERS = 32;

    private static final int WAITING = 1024;

    private final MeshConfig config;
    private final Connections connections;
    private final ThreadPoolExecutor workers;
    private final Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    private TokenServer(MeshConfig config, AuthorizationServer server, Shared shared) throws IOException {
        this.config = config;
        this.connections = new Connections(config.limits().connections());
        this.workers = new ThreadPoolExecutor(
                WORKERS,
                WORKERS,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                new DefaultThreadFactory("cordon-token", true));
        TokenFront front = new TokenFront(config, server, shared);
        try {
            this.listener = Listener.open(
                    config,
                    connections,
                    (pipeline, guard) -> pipeline.addLast(
                            new HttpObjectAggregator(config.limits().bodyBytes(), true),
                            new FlowControlHandler(),
                            new TokenHandler(front, guard, workers)));
        } catch (IOException e) {
            workers.shutdownNow();
            throw e;
        }
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
        return new TokenServer(config, server, shared);
    }

    /** Where the server listens, with the port that it got. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** Stops listening, answers what has begun to arrive, and lets go of everything. Calling it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            listener.stopAccepting();
            connections.drain(config.limits().shutdown());
            workers.shutdownNow();
            listener.close();
        }
    }
}

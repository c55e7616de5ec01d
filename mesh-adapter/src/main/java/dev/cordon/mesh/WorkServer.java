package dev.cordon.mesh;

import io.netty.handler.flow.FlowControlHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server of whole HTTP requests that may wait for stores, on threads of their own; where too many wait, further ones
 * are told to come back.
 */
public final class WorkServer implements AutoCloseable {

    private final MeshConfig config;
    private final Connections connections;
    private final ThreadPoolExecutor workers;
    private final Listener listener;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * The threads on which requests are answered.
     *
     * @param name what they are called
     * @param count how many there are
     * @param waiting how many requests may wait for one
     */
    public record Workers(String name, int count, int waiting) {}

    private WorkServer(MeshConfig config, Front front, Workers threads) throws IOException {
        this.config = config;
        this.connections = new Connections(config.limits().connections());
        this.workers = new ThreadPoolExecutor(
                threads.count(),
                threads.count(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(threads.waiting()),
                new DefaultThreadFactory(threads.name(), true));
        try {
            this.listener = Listener.open(
                    config,
                    connections,
                    (pipeline, guard) -> pipeline.addLast(
                            new WholeRequests(config.limits().bodyBytes(), front),
                            new FlowControlHandler(),
                            new WorkHandler(front, guard, workers)));
        } catch (IOException e) {
            workers.shutdownNow();
            throw e;
        }
    }

    /**
     * Starts a server; when this returns it answers.
     *
     * @param config where it listens and what it puts up with
     * @throws IOException where it can't listen, saying why
     */
    public static WorkServer start(MeshConfig config, Front front, Workers threads) throws IOException {
        return new WorkServer(config, front, threads);
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

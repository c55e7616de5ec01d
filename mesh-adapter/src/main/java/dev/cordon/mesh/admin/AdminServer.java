package dev.cordon.mesh.admin;

import dev.cordon.mesh.store.EmbeddedStore;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Answers operators while the service has the store: over a Unix domain socket beside the store's file, which only the
 * file's owner may use, as only the owner may use the file. Close it before the store.
 */
public final class AdminServer implements AutoCloseable {

    /** What a request may be long: a JWKS of many keys. */
    private static final int LONGEST_REQUEST = 1024 * 1024;

    private static final int MOST_CONNECTIONS = 16;
    private static final int THREADS = 2;

    /** How long a connection lives at most, in seconds. */
    private static final int LONGEST_CONNECTION = 60;

    private final Path socket;
    private final EventLoopGroup loops;
    private final ExecutorService workers;
    private final Channel acceptor;

    private AdminServer(Path socket, EventLoopGroup loops, ExecutorService workers, Channel acceptor) {
        this.socket = socket;
        this.loops = loops;
        this.workers = workers;
        this.acceptor = acceptor;
    }

    /** Where operators look for whoever has that store. */
    public static Path socketOf(Path store) {
        return AdminSocket.beside(store);
    }

    /**
     * Begins to answer.
     *
     * @param store open, which keeps others from listening on the same socket
     * @param socket where, as {@link #socketOf} says; one that was left there is replaced
     * @param notices takes a line for every change that is asked for, without secrets
     * @throws IOException where it can't listen there; the message says why
     */
    public static AdminServer start(EmbeddedStore store, AdminSettings settings, Path socket, Consumer<String> notices)
            throws IOException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("cordon-admin", true), NioIoHandler.newFactory());
        ExecutorService workers =
                Executors.newFixedThreadPool(THREADS, new DefaultThreadFactory("cordon-admin-work", true));
        AdminDesk desk = new AdminDesk(new AdminHandler(store, settings), settings, notices);
        try {
            ServerBootstrap server = new ServerBootstrap()
                    .group(loops)
                    .channel(NioServerDomainSocketChannel.class)
                    .childHandler(new Initializer(() -> new AdminConnection(desk, workers)));
            Channel acceptor = AdminSocket.publish(socket, address -> listen(server, address));
            return new AdminServer(socket, loops, workers, acceptor);
        } catch (IOException | RuntimeException e) {
            stop(loops, workers);
            throw e;
        }
    }

    private static Channel listen(ServerBootstrap server, UnixDomainSocketAddress address) throws IOException {
        ChannelFuture bound = server.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("no socket can be made beside the store, for operators to ask at", bound.cause());
        }
        return bound.channel();
    }

    /** Answers what is being asked, and takes the socket away. */
    @Override
    public void close() {
        acceptor.close().awaitUninterruptibly();
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            // The next one to listen here replaces it.
        }
        stop(loops, workers);
    }

    private static void stop(EventLoopGroup loops, ExecutorService workers) {
        workers.shutdown();
        try {
            boolean unused = workers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Makes what answers a connection. */
    @FunctionalInterface
    private interface Connecting {
        AdminConnection connection();
    }

    /** Sets a new connection up, or ends it where there are too many. */
    private static final class Initializer extends ChannelInitializer<Channel> {

        private final Connecting connecting;
        private final AtomicInteger open = new AtomicInteger();

        Initializer(Connecting connecting) {
            this.connecting = connecting;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.closeFuture().addListener(closed -> open.decrementAndGet());
            if (open.incrementAndGet() > MOST_CONNECTIONS) {
                end(channel);
                return;
            }
            Future<?> end = channel.eventLoop().schedule(() -> end(channel), LONGEST_CONNECTION, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> end.cancel(false));
            channel.pipeline()
                    .addLast(new HttpServerCodec(), new HttpObjectAggregator(LONGEST_REQUEST), connecting.connection());
        }

        private static void end(Channel channel) {
            ChannelFuture unused = channel.close();
        }
    }
}

package dev.cordon.mesh;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The socket and its event loops: Linux epoll where its library loads, else the JDK's selectors. */
final class Listener implements AutoCloseable {

    /** The longest request line where the server's own paths are asked, and the call's path comes in a header. */
    private static final int OWN_LINE = 1024;

    /** The longest request line where it holds the call's path and query. */
    private static final int CALLERS_LINE = 16 * 1024;

    private static final int BACKLOG = 1024;

    static {
        // looks for buffers that nobody let go of, in one of 128: for whoever searches for such a fault
        if (System.getProperty("io.netty.leakDetection.level") == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    private final EventLoopGroup loops;
    private final Channel acceptor;

    private Listener(EventLoopGroup loops, Channel acceptor) {
        this.loops = loops;
        this.acceptor = acceptor;
    }

    /** What is said on a connection, once it speaks HTTP. */
    interface Conversation {

        /** Sets a new connection up, which has the guard and the HTTP codec already. */
        void begin(ChannelPipeline pipeline, ConnectionGuard guard);
    }

    /** @throws IOException where the address can't be listened on */
    static Listener open(MeshConfig config, Connections connections, Conversation conversation) throws IOException {
        boolean epoll = Epoll.isAvailable();
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(),
                new DefaultThreadFactory("cordon-http", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        Class<? extends ServerChannel> kind = epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(kind)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childHandler(new Initializer(config, connections, conversation))
                .bind(config.listen().address(), config.listen().port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException(
                    "can't listen on `" + config.listen().address() + ":"
                            + config.listen().port() + "`: choose another address or port, or 0 for any free one",
                    bound.cause());
        }
        return new Listener(loops, bound.channel());
    }

    InetSocketAddress address() {
        return (InetSocketAddress) acceptor.localAddress();
    }

    void stopAccepting() {
        acceptor.close().awaitUninterruptibly();
    }

    @Override
    public void close() {
        acceptor.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Sets a new connection up. */
    private static final class Initializer extends ChannelInitializer<Channel> {

        private final MeshConfig config;
        private final Connections connections;
        private final Conversation conversation;

        Initializer(MeshConfig config, Connections connections, Conversation conversation) {
            this.config = config;
            this.connections = connections;
            this.conversation = conversation;
        }

        @Override
        protected void initChannel(Channel channel) {
            ConnectionGuard guard = new ConnectionGuard(config.limits(), connections);
            HttpDecoderConfig decoding = new HttpDecoderConfig()
                    .setMaxInitialLineLength(config.proxies().kind() == ProxyKind.ENVOY ? CALLERS_LINE : OWN_LINE)
                    .setMaxHeaderSize(config.limits().headerBytes());
            channel.pipeline().addLast(guard, new HttpServerCodec(decoding));
            conversation.begin(channel.pipeline(), guard);
        }
    }
}

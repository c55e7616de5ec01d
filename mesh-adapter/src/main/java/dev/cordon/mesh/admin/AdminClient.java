package dev.cordon.mesh.admin;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks whoever listens on a socket, once a connection. */
final class AdminClient {

    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final Path socket;
    private final Duration patience;

    /** @param patience how long an answer may take */
    AdminClient(Path socket, Duration patience) {
        this.socket = socket;
        this.patience = patience;
    }

    AdminAnswer ask(AdminRequest request) throws AdminUnreachableException {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("cordon-admin-client", true), NioIoHandler.newFactory());
        try {
            CompletableFuture<AdminAnswer> answer = new CompletableFuture<>();
            ChannelFuture connected = new Bootstrap()
                    .group(loops)
                    .channel(NioDomainSocketChannel.class)
                    .handler(new Initializer(answer))
                    .connect(UnixDomainSocketAddress.of(socket))
                    .awaitUninterruptibly();
            if (!connected.isSuccess()) {
                throw new AdminUnreachableException("nobody listens at `" + socket + "`", connected.cause());
            }
            connected.channel().closeFuture().addListener(closed -> answer.completeExceptionally(new IOException()));
            ChannelFuture unused = connected.channel().writeAndFlush(message(request));
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(e);
        } finally {
            var unused = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private AdminUnreachableException unanswered(Exception cause) {
        return new AdminUnreachableException(
                "whoever listens at `" + socket + "` gave no whole answer: see whether it was done", cause);
    }

    private static FullHttpRequest message(AdminRequest request) {
        FullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.POST,
                request.path(),
                Unpooled.wrappedBuffer(request.arguments().toCanonicalBytes()));
        message.headers()
                .set(HttpHeaderNames.HOST, "localhost")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, message.content().readableBytes());
        return message;
    }

    /** What was answered; an answer of no known form is none. */
    static Optional<AdminAnswer> read(int code, byte[] body) {
        try {
            if (Json.parse(body) instanceof Json.Members members) {
                return Arrays.stream(Status.values())
                        .filter(status -> status.code() == code)
                        .map(status -> new AdminAnswer(status, members))
                        .findFirst();
            }
        } catch (InvalidDocumentException e) {
            // Whoever wrote that does not know what an answer is.
        }
        return Optional.empty();
    }

    private static final class Initializer extends ChannelInitializer<Channel> {

        private final CompletableFuture<AdminAnswer> answer;

        Initializer(CompletableFuture<AdminAnswer> answer) {
            this.answer = answer;
        }

        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline()
                    .addLast(new HttpClientCodec(), new HttpObjectAggregator(LONGEST_ANSWER), new Reader(answer));
        }
    }

    private static final class Reader extends SimpleChannelInboundHandler<FullHttpResponse> {

        private final CompletableFuture<AdminAnswer> answer;

        Reader(CompletableFuture<AdminAnswer> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpResponse response) {
            Optional<AdminAnswer> read = response.decoderResult().isFailure()
                    ? Optional.empty()
                    : read(response.status().code(), ByteBufUtil.getBytes(response.content()));
            if (read.isPresent()) {
                answer.complete(read.get());
            } else {
                answer.completeExceptionally(new IOException("this is no answer"));
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            answer.completeExceptionally(cause);
            ChannelFuture unused = context.close();
        }
    }
}

package dev.cordon.mesh;

import dev.cordon.issuance.OAuthAnswer;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * One connection's token requests, one after the other: while one is answered elsewhere, no other is read. One per
 * connection.
 */
final class TokenHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final TokenFront front;
    private final ConnectionGuard guard;
    private final Executor workers;
    private boolean closing;

    TokenHandler(TokenFront front, ConnectionGuard guard, Executor workers) {
        this.front = front;
        this.guard = guard;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (closing) {
            // what follows on a connection that ends is not done
            return;
        }
        if (request.decoderResult().isFailure()) {
            send(context, Replies.bare(HttpResponseStatus.BAD_REQUEST), false);
            return;
        }
        boolean keep = HttpUtil.isKeepAlive(request) && !guard.isLast();
        Peer peer = front.peer(context.channel().remoteAddress());
        Supplier<OAuthAnswer> work = front.lead(request, peer);
        context.channel().config().setAutoRead(false);
        try {
            workers.execute(() -> {
                FullHttpResponse reply = reply(answer(work));
                context.executor().execute(() -> finish(context, reply, keep));
            });
        } catch (RejectedExecutionException e) {
            finish(context, reply(front.busy()), keep);
        }
    }

    private OAuthAnswer answer(Supplier<OAuthAnswer> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            // the outermost catch of this thread: a fault of ours must not leave the client without an answer
            return front.busy();
        }
    }

    private void finish(ChannelHandlerContext context, FullHttpResponse reply, boolean keep) {
        send(context, reply, keep);
        guard.answered(context);
        context.channel().config().setAutoRead(true);
    }

    private void send(ChannelHandlerContext context, FullHttpResponse reply, boolean keep) {
        HttpUtil.setKeepAlive(reply, keep);
        ChannelFuture sent = context.writeAndFlush(reply);
        if (!keep) {
            closing = true;
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static FullHttpResponse reply(OAuthAnswer answer) {
        FullHttpResponse reply = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body().getBytes(StandardCharsets.UTF_8)));
        answer.headers().forEach((name, value) -> reply.headers().set(name, value));
        reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.content().readableBytes());
        return reply;
    }

    /** The outermost catch of a connection: its peer gets no answer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }
}

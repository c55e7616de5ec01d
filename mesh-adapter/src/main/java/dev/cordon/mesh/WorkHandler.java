package dev.cordon.mesh;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpUtil;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * One connection's requests, one after the other: while one is answered elsewhere, no other is read. One per
 * connection.
 */
final class WorkHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Front front;
    private final ConnectionGuard guard;
    private final Executor workers;
    private boolean closing;

    WorkHandler(Front front, ConnectionGuard guard, Executor workers) {
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
            send(context, front.unreadable(), false);
            return;
        }
        boolean keep = HttpUtil.isKeepAlive(request) && !guard.isLast();
        Peer peer = front.peer(context.channel().remoteAddress());
        Supplier<FullHttpResponse> work = front.lead(request, peer);
        HttpHeaders headers = request.headers();
        context.channel().config().setAutoRead(false);
        try {
            workers.execute(() -> {
                FullHttpResponse reply = answer(work, headers);
                context.executor().execute(() -> finish(context, reply, keep));
            });
        } catch (RejectedExecutionException e) {
            finish(context, front.busy(headers), keep);
        }
    }

    private FullHttpResponse answer(Supplier<FullHttpResponse> work, HttpHeaders headers) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            // the outermost catch of this thread: a fault of ours must not leave the client without an answer
            return front.busy(headers);
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

    /** The outermost catch of a connection: its peer gets no answer. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }
}

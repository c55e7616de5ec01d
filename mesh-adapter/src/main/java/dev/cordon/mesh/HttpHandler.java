package dev.cordon.mesh;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/**
 * One connection's requests, answered in their order on its event loop. A body is read, ignored and limited; the answer
 * goes out when it has ended. One per connection.
 */
final class HttpHandler extends ChannelInboundHandlerAdapter {

    private final HttpFront front;
    private final ConnectionGuard guard;
    private final MeshConfig config;
    private Peer peer = new Peer("unknown", false);
    private @Nullable HttpRequest request;
    private long body;
    private boolean closing;

    HttpHandler(HttpFront front, ConnectionGuard guard, MeshConfig config) {
        this.front = front;
        this.guard = guard;
        this.config = config;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        peer = Peer.of(context.channel().remoteAddress(), config.proxies().trusted());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (!closing && message instanceof HttpObject part) {
                read(context, part);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ChannelHandlerContext context, HttpObject part) {
        if (part.decoderResult().isFailure()) {
            abandon(context, refusal(part.decoderResult()));
            return;
        }
        if (part instanceof HttpRequest begun) {
            request = begun;
            body = 0;
        }
        if (part instanceof HttpContent content) {
            body += content.content().readableBytes();
            if (body > config.limits().bodyBytes()) {
                abandon(context, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
            } else if (part instanceof LastHttpContent && request != null) {
                HttpRequest asked = request;
                request = null;
                answer(context, asked);
            }
        }
    }

    private void answer(ChannelHandlerContext context, HttpRequest asked) {
        boolean keep = HttpUtil.isKeepAlive(asked) && !guard.isLast();
        FullHttpResponse reply = front.answer(asked, peer);
        HttpUtil.setKeepAlive(reply.headers(), asked.protocolVersion(), keep);
        send(context, reply, keep);
        guard.answered(context);
    }

    private static HttpResponseStatus refusal(DecoderResult result) {
        if (result.cause() instanceof TooLongHttpHeaderException) {
            return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return result.cause() instanceof TooLongHttpLineException
                ? HttpResponseStatus.REQUEST_URI_TOO_LONG
                : HttpResponseStatus.BAD_REQUEST;
    }

    /** What follows on this connection can't be told apart any more. */
    private void abandon(ChannelHandlerContext context, HttpResponseStatus status) {
        FullHttpResponse reply = Replies.bare(status);
        HttpUtil.setKeepAlive(reply, false);
        send(context, reply, false);
    }

    private void send(ChannelHandlerContext context, FullHttpResponse reply, boolean keep) {
        ChannelFuture sent = context.write(reply);
        if (!keep) {
            closing = true;
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Flushes.soon(context);
    }

    /** A peer that asks without reading the answers is not read from until it does. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.flush();
    }

    /** The outermost catch of a connection: its peer gets no answer, which every proxy takes for a denial. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }
}

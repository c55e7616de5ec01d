package dev.cordon.mesh.admin;

import dev.cordon.mesh.admin.AdminAnswer.Status;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.Executor;

/** One connection with one request, which is answered on a thread that may wait for the store. */
final class AdminConnection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final AdminDesk desk;
    private final Executor workers;
    private boolean asked;

    AdminConnection(AdminDesk desk, Executor workers) {
        this.desk = desk;
        this.workers = workers;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        if (request.decoderResult().isFailure() || !request.method().equals(HttpMethod.POST)) {
            send(context, AdminAnswer.failed(Status.BAD_REQUEST, "send a POST request"));
            return;
        }
        String path = request.uri();
        byte[] body = ByteBufUtil.getBytes(request.content());
        workers.execute(() -> send(context, answer(path, body)));
    }

    private AdminAnswer answer(String path, byte[] body) {
        AdminRequest request;
        try {
            request = AdminRequest.read(path, body);
        } catch (IllegalArgumentException e) {
            return AdminAnswer.failed(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
        return desk.answer(request, Asker.LOCAL);
    }

    private static void send(ChannelHandlerContext context, AdminAnswer answer) {
        FullHttpResponse reply = AdminFront.reply(answer);
        reply.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        ChannelFuture sent = context.writeAndFlush(reply);
        sent.addListener(ChannelFutureListener.CLOSE);
    }

    /** The outermost catch of a connection: whoever asked sees it end. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }
}

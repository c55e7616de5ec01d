package dev.cordon.mesh.authzen;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** Answers as the HTTPS binding has them (Authorization API 1.0 §10.1). */
final class Replies {

    private static final String TEXT = "text/plain; charset=utf-8";

    private Replies() {}

    /** A JSON document. */
    static FullHttpResponse json(String body) {
        return full(HttpResponseStatus.OK, body, HttpHeaderValues.APPLICATION_JSON.toString());
    }

    /** An error (§10.1.2): its body is a line of text. */
    static FullHttpResponse error(HttpResponseStatus status, String message) {
        return full(status, message, TEXT);
    }

    private static FullHttpResponse full(HttpResponseStatus status, String body, String type) {
        ByteBuf content = Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8));
        FullHttpResponse reply = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        return reply;
    }
}

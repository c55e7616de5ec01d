package dev.cordon.mesh;

import dev.cordon.decision.Reason;
import dev.cordon.gate.Answer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** Answers as HTTP responses. They tell a caller what to do next, and nothing of the policy. */
final class Replies {

    private static final AsciiString PROBLEM = AsciiString.cached("application/problem+json");
    private static final AsciiString JSON = AsciiString.cached("application/json");
    private static final AsciiString METRICS = AsciiString.cached(OpenMetrics.TYPE);
    private static final AsciiString ZERO = AsciiString.cached("0");
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    private Replies() {}

    /**
     * The answer to a proxy's question. nginx passes 401 and 403 on and makes every other refusal a 500, so a 429 goes
     * to it as a 403 that says so. Envoy lets a call through for 200 alone, the others for any 2xx.
     */
    static FullHttpResponse to(ProxyKind proxy, Answer answer, Challenge challenge) {
        FullHttpResponse reply = answer.goesOn() ? goOn(proxy, answer) : deny(proxy, answer, challenge);
        reply.headers().set(ProxyHeaders.DECISION, answer.id());
        answer.rateLimit()
                .ifPresent(fields -> reply.headers()
                        .set(ProxyHeaders.RATE_LIMIT_POLICY, fields.policy())
                        .set(ProxyHeaders.RATE_LIMIT, fields.status()));
        return reply;
    }

    /** An observed call goes on in nobody's name. */
    private static FullHttpResponse goOn(ProxyKind proxy, Answer answer) {
        FullHttpResponse reply = proxy == ProxyKind.ENVOY
                ? bare(HttpResponseStatus.OK)
                : new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.NO_CONTENT, Unpooled.EMPTY_BUFFER);
        answer.passage()
                .ifPresent(passage -> reply.headers()
                        .set(ProxyHeaders.CALLER, passage.caller().text())
                        .set(ProxyHeaders.SEGMENT, passage.segment().text())
                        .set(ProxyHeaders.FLOW, passage.flow().text()));
        return reply;
    }

    private static FullHttpResponse deny(ProxyKind proxy, Answer answer, Challenge challenge) {
        int status = answer.status();
        boolean hidden = proxy == ProxyKind.NGINX && status != UNAUTHORIZED;
        FullHttpResponse reply = problem(hidden ? FORBIDDEN : status, status, answer.id());
        HttpHeaders headers = reply.headers();
        if (proxy == ProxyKind.NGINX) {
            headers.set(ProxyHeaders.STATUS, Integer.toString(status));
        }
        if (status == UNAUTHORIZED) {
            headers.set(
                    HttpHeaderNames.WWW_AUTHENTICATE,
                    challenge.header(answer.reason().orElse(Reason.INTERNAL_ERROR)));
        }
        answer.retryAfterSeconds()
                .ifPresent(seconds -> headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(seconds)));
        return reply;
    }

    /** A problem document (RFC 9457 §3) of no type of its own, so its title is the status's phrase (§4.2.1). */
    private static FullHttpResponse problem(int sent, int status, String decision) {
        String body = "{\"type\":\"about:blank\",\"title\":\"" + title(status) + "\",\"status\":" + status
                + ",\"decision\":\"" + decision + "\"}";
        return full(HttpResponseStatus.valueOf(sent), body, PROBLEM);
    }

    private static String title(int status) {
        return switch (status) {
            case UNAUTHORIZED -> "Unauthorized";
            case TOO_MANY_REQUESTS -> "Too Many Requests";
            default -> "Forbidden";
        };
    }

    /** A JSON document of ours. */
    static FullHttpResponse json(HttpResponseStatus status, String body) {
        return full(status, body, JSON);
    }

    /** A page of metrics. */
    static FullHttpResponse metrics(String text) {
        return full(HttpResponseStatus.OK, text, METRICS);
    }

    /** A status and nothing else. */
    static FullHttpResponse bare(HttpResponseStatus status) {
        FullHttpResponse reply = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
        reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, ZERO);
        return reply;
    }

    private static FullHttpResponse full(HttpResponseStatus status, String body, AsciiString type) {
        ByteBuf content = Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8));
        FullHttpResponse reply = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, content);
        reply.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, type)
                .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(content.readableBytes()));
        return reply;
    }
}

package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.function.Supplier;

/** What the server answers about itself. */
final class Pages {

    private final Health health;
    private final MetricsPage metrics;
    private final Supplier<Moment> clock;

    Pages(Health health, MetricsPage metrics, Supplier<Moment> clock) {
        this.health = health;
        this.metrics = metrics;
        this.clock = clock;
    }

    FullHttpResponse answer(HttpRequest request) {
        return switch (request.uri()) {
            case "/healthz" -> isGet(request) ? health.live(clock.get()) : notGet();
            case "/readyz" -> isGet(request) ? health.ready(clock.get()) : notGet();
            case "/metrics" -> isGet(request) ? Replies.metrics(metrics.text(clock.get())) : notGet();
            default -> Replies.bare(HttpResponseStatus.NOT_FOUND);
        };
    }

    private static boolean isGet(HttpRequest request) {
        return request.method().equals(HttpMethod.GET);
    }

    private static FullHttpResponse notGet() {
        FullHttpResponse reply = Replies.bare(HttpResponseStatus.METHOD_NOT_ALLOWED);
        reply.headers().set(HttpHeaderNames.ALLOW, HttpMethod.GET.asciiName());
        return reply;
    }
}

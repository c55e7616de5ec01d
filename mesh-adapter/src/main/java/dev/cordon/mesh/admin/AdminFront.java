package dev.cordon.mesh.admin;

import dev.cordon.decision.Moment;
import dev.cordon.gate.Answer;
import dev.cordon.mesh.Front;
import dev.cordon.mesh.OwnService;
import dev.cordon.mesh.Peer;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.network.Cidr;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.SocketAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * Administration over HTTP. Each operation is one of the service of the policy that this is, so its caller, its scopes
 * and how its token is bound are the policy's to say; a request is decided before anything else of it is looked at.
 */
final class AdminFront implements Front {

    private final OwnService service;
    private final AdminDesk desk;
    private final EventDesk events;
    private final List<Cidr> trusted;
    private final Supplier<Moment> clock;

    AdminFront(OwnService service, Desks desks, List<Cidr> trusted, Supplier<Moment> clock) {
        this.service = service;
        this.desk = desks.operators();
        this.events = desks.events();
        this.trusted = trusted;
        this.clock = clock;
    }

    /** Who answers: operators, and whoever sends events. */
    record Desks(AdminDesk operators, EventDesk events) {}

    @Override
    public Peer peer(SocketAddress remote) {
        return Peer.of(remote, trusted);
    }

    @Override
    public Supplier<FullHttpResponse> lead(FullHttpRequest request, Peer peer) {
        OwnService.Admission admission = service.admit(request, peer, clock.get());
        if (!admission.isAdmitted()) {
            return () -> refusal(admission);
        }
        if (!request.method().equals(HttpMethod.POST)) {
            return () -> {
                FullHttpResponse reply = reply(405, AdminAnswer.failed(Status.BAD_REQUEST, "send a POST request"));
                reply.headers().set(HttpHeaderNames.ALLOW, HttpMethod.POST.name());
                return reply;
            };
        }
        Asker by = Asker.of(admission.answer().passage().orElseThrow().caller());
        String path = withoutQuery(request.uri());
        byte[] body = ByteBufUtil.getBytes(request.content());
        if (path.equals(EventDesk.PATH)) {
            HttpHeaders headers = request.headers();
            return () -> {
                EventDesk.Reply reply = events.answer(headers, body, by);
                return reply(reply.status(), reply.answer());
            };
        }
        return () -> reply(answer(path, body, by));
    }

    /** As it is spelt: what the decision read in a path is what is done, or nothing. */
    private static String withoutQuery(String uri) {
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    private AdminAnswer answer(String path, byte[] body, Asker by) {
        try {
            return desk.answer(AdminRequest.read(path, body), by);
        } catch (IllegalArgumentException e) {
            return AdminAnswer.failed(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** Why, stands in the log alone. */
    private static FullHttpResponse refusal(OwnService.Admission admission) {
        Answer answer = admission.answer();
        int status = answer.goesOn() ? HttpResponseStatus.FORBIDDEN.code() : answer.status();
        FullHttpResponse reply = reply(
                status,
                AdminAnswer.failed(
                        Status.REFUSED,
                        "you may not ask this here; the decision log has it under `" + answer.id() + "`"));
        if (status == HttpResponseStatus.UNAUTHORIZED.code()) {
            reply.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, admission.challenge());
        }
        answer.retryAfterSeconds()
                .ifPresent(seconds -> reply.headers().set(HttpHeaderNames.RETRY_AFTER, seconds.toString()));
        return reply;
    }

    static FullHttpResponse reply(AdminAnswer answer) {
        return reply(answer.status().code(), answer);
    }

    private static FullHttpResponse reply(int status, AdminAnswer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                Unpooled.wrappedBuffer(answer.reveal().toCanonicalBytes()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        return response;
    }

    @Override
    public FullHttpResponse busy(HttpHeaders headers) {
        return reply(AdminAnswer.failed(Status.UNAVAILABLE, "too many ask at once: look whether it was done"));
    }

    @Override
    public FullHttpResponse oversized(HttpHeaders headers) {
        return reply(413, AdminAnswer.failed(Status.BAD_REQUEST, "the request is too long"));
    }

    @Override
    public FullHttpResponse unreadable() {
        return reply(AdminAnswer.failed(Status.BAD_REQUEST, "this is no HTTP request"));
    }
}

package dev.cordon.mesh.authzen;

import dev.cordon.authzen.DecisionPoint;
import dev.cordon.decision.Moment;
import dev.cordon.gate.Answer;
import dev.cordon.mesh.Front;
import dev.cordon.mesh.OwnService;
import dev.cordon.mesh.Peer;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The HTTPS binding of the Authorization API 1.0 (§10.1). Whoever asks for a decision is a caller of the service that
 * this is, and is let in first: who is not gets 401 or 403, whatever the body.
 */
final class AuthZenFront implements Front {

    static final String EVALUATION = "/access/v1/evaluation";
    static final String EVALUATIONS = "/access/v1/evaluations";

    private final OwnService service;
    private final DecisionPoint decisions;
    private final Metadata metadata;
    private final List<Cidr> trusted;
    private final Supplier<Moment> clock;

    AuthZenFront(OwnService service, DecisionPoint decisions, Metadata metadata, Surroundings surroundings) {
        this.service = service;
        this.decisions = decisions;
        this.metadata = metadata;
        this.trusted = surroundings.trusted();
        this.clock = surroundings.clock();
    }

    /**
     * Where this is.
     *
     * @param trusted the proxies whose headers are believed
     * @param clock the instant of now
     */
    record Surroundings(List<Cidr> trusted, Supplier<Moment> clock) {}

    @Override
    public Peer peer(SocketAddress remote) {
        return Peer.of(remote, trusted);
    }

    @Override
    public Supplier<FullHttpResponse> lead(FullHttpRequest request, Peer peer) {
        Supplier<FullHttpResponse> work = endpoint(request, peer);
        HttpHeaders headers = request.headers();
        return () -> identified(reply(work), headers);
    }

    /** With the identifier of the request that had these headers. */
    private static FullHttpResponse identified(FullHttpResponse reply, HttpHeaders headers) {
        RequestId.of(headers).ifPresent(text -> reply.headers().set(RequestId.HEADER, text));
        return reply;
    }

    /** A fault of ours must not lose the request's identifier. */
    private FullHttpResponse reply(Supplier<FullHttpResponse> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            return Replies.error(HttpResponseStatus.INTERNAL_SERVER_ERROR, "the decision point failed");
        }
    }

    private Supplier<FullHttpResponse> endpoint(FullHttpRequest request, Peer peer) {
        String uri = request.uri();
        if (Metadata.isAskedAt(uri)) {
            return request.method().equals(HttpMethod.GET) ? () -> metadata(uri) : () -> notAllowed(HttpMethod.GET);
        } else if (!uri.equals(EVALUATION) && !uri.equals(EVALUATIONS)) {
            return () -> Replies.error(HttpResponseStatus.NOT_FOUND, "there is no such endpoint");
        } else if (!request.method().equals(HttpMethod.POST)) {
            return () -> notAllowed(HttpMethod.POST);
        }
        Moment now = clock.get();
        OwnService.Admission admission = service.admit(request, peer, now);
        if (!admission.isAdmitted()) {
            return () -> refusal(admission);
        }
        ServiceName point = admission.answer().passage().orElseThrow().caller();
        Optional<String> wrong = wrong(request);
        if (wrong.isPresent()) {
            return () -> Replies.error(HttpResponseStatus.BAD_REQUEST, wrong.get());
        }
        byte[] body = ByteBufUtil.getBytes(request.content());
        return () -> answer(uri, body, point);
    }

    private static Optional<String> wrong(FullHttpRequest request) {
        CharSequence type = HttpUtil.getMimeType(request);
        if (type == null
                || !HttpHeaderValues.APPLICATION_JSON.contentEqualsIgnoreCase(
                        type.toString().strip())) {
            return Optional.of("the body's type must be `application/json`");
        }
        return RequestId.isMalformed(request.headers())
                ? Optional.of("header `X-Request-ID` must be there once, with up to 256 visible ASCII characters")
                : Optional.empty();
    }

    private FullHttpResponse answer(String uri, byte[] body, ServiceName point) {
        DecisionPoint.Reply reply = uri.equals(EVALUATION)
                ? decisions.evaluation(body, point, clock)
                : decisions.evaluations(body, point, clock);
        return reply instanceof DecisionPoint.Malformed malformed
                ? Replies.error(HttpResponseStatus.BAD_REQUEST, malformed.why())
                : Replies.json(((DecisionPoint.Decided) reply).json());
    }

    /** Why, stands in the log: the enforcement point is told what its callers are told (§11.3). */
    private static FullHttpResponse refusal(OwnService.Admission admission) {
        Answer answer = admission.answer();
        int status = answer.goesOn() ? HttpResponseStatus.FORBIDDEN.code() : answer.status();
        FullHttpResponse reply = Replies.error(
                HttpResponseStatus.valueOf(status),
                "you may not ask for decisions here; the decision log has this under `" + answer.id() + "`");
        if (status == HttpResponseStatus.UNAUTHORIZED.code()) {
            reply.headers().set(HttpHeaderNames.WWW_AUTHENTICATE, admission.challenge());
        }
        answer.retryAfterSeconds()
                .ifPresent(seconds -> reply.headers().set(HttpHeaderNames.RETRY_AFTER, seconds.toString()));
        return reply;
    }

    private FullHttpResponse metadata(String uri) {
        return metadata.at(uri)
                .map(Replies::json)
                .orElseGet(() -> Replies.error(HttpResponseStatus.NOT_FOUND, "there is no such decision point"));
    }

    private static FullHttpResponse notAllowed(HttpMethod method) {
        FullHttpResponse reply =
                Replies.error(HttpResponseStatus.METHOD_NOT_ALLOWED, "the method must be " + method.name());
        reply.headers().set(HttpHeaderNames.ALLOW, method.name());
        return reply;
    }

    @Override
    public FullHttpResponse busy(HttpHeaders headers) {
        return identified(
                Replies.error(HttpResponseStatus.SERVICE_UNAVAILABLE, "too many ask at once: come back"), headers);
    }

    /** The standard knows no 413 (§10.1.2). */
    @Override
    public FullHttpResponse oversized(HttpHeaders headers) {
        return identified(
                Replies.error(
                        HttpResponseStatus.BAD_REQUEST, "the body is longer than " + DecisionPoint.LONGEST + " bytes"),
                headers);
    }

    @Override
    public FullHttpResponse unreadable() {
        return Replies.error(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request");
    }
}

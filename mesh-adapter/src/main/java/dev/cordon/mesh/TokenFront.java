package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.issuance.OAuthAnswer;
import dev.cordon.issuance.StatusPages;
import dev.cordon.network.IpAddress;
import io.netty.buffer.ByteBuf;
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
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Leads a request to the endpoint that answers it. Shared by all connections. */
final class TokenFront implements Front {

    private static final String READING = "GET, HEAD";

    private final AuthorizationServer server;
    private final MeshConfig.Proxies proxies;
    private final Certificates certificates;
    private final Supplier<Moment> clock;
    private final Consumer<String> notices;
    private final AtomicBoolean strangerNoticed = new AtomicBoolean();

    TokenFront(MeshConfig config, AuthorizationServer server, TokenServer.Shared shared) {
        this.server = server;
        this.proxies = config.proxies();
        this.certificates = Certificates.of(config.proxies());
        this.clock = shared.clock();
        this.notices = shared.notices();
    }

    @Override
    public Supplier<FullHttpResponse> lead(FullHttpRequest request, Peer peer) {
        Supplier<OAuthAnswer> work = answer(request, peer);
        return () -> reply(work.get());
    }

    private Supplier<OAuthAnswer> answer(FullHttpRequest request, Peer peer) {
        if (!peer.trusted()) {
            if (strangerNoticed.compareAndSet(false, true)) {
                notices.accept("refused a token request from `" + peer.address()
                        + "`, which is no trusted proxy; further ones are refused without a notice");
            }
            return () -> status(403);
        }
        int query = request.uri().indexOf('?');
        Optional<StatusPages> statuses = server.statuses();
        Optional<StatusPages.Page> page = statuses.flatMap(
                pages -> pages.at(query < 0 ? request.uri() : request.uri().substring(0, query)));
        if (statuses.isPresent() && page.isPresent()) {
            return status(statuses.get(), page.get(), request);
        }
        Optional<Endpoint> found = query < 0 ? server.at(request.uri()) : Optional.empty();
        if (found.isEmpty()) {
            return () -> status(404);
        }
        Endpoint endpoint = found.get();
        if (endpoint.takesForms()) {
            return request.method().equals(HttpMethod.POST) ? post(endpoint, request) : notAllowed("POST");
        }
        return isRead(request) ? () -> server.read(endpoint, clock.get()) : notAllowed(READING);
    }

    private Supplier<OAuthAnswer> status(StatusPages pages, StatusPages.Page page, FullHttpRequest request) {
        if (!isRead(request)) {
            return notAllowed(READING);
        } else if (request.uri().indexOf('?') >= 0) {
            return pages::notOfThePast;
        }
        List<String> known = request.headers().getAll(HttpHeaderNames.IF_NONE_MATCH);
        return () -> pages.read(page, known, clock.get());
    }

    /** The codec leaves out the body of an answer to HEAD. */
    private static boolean isRead(FullHttpRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    private static Supplier<OAuthAnswer> notAllowed(String allowed) {
        return () -> new OAuthAnswer(405, Map.of("Allow", allowed), "");
    }

    @Override
    public Peer peer(SocketAddress remote) {
        return Peer.of(remote, proxies.trusted());
    }

    @Override
    public FullHttpResponse busy(HttpHeaders headers) {
        return reply(server.busy(clock.get()));
    }

    @Override
    public FullHttpResponse oversized(HttpHeaders headers) {
        return Replies.bare(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
    }

    @Override
    public FullHttpResponse unreadable() {
        return Replies.bare(HttpResponseStatus.BAD_REQUEST);
    }

    private Supplier<OAuthAnswer> post(Endpoint endpoint, FullHttpRequest request) {
        Moment now = clock.get();
        QuestionHeaders headers = new QuestionHeaders(request.headers());
        Optional<IpAddress> source = Optional.empty();
        try {
            source = Optional.of(headers.source(proxies.trusted()));
            Posted posted = new Posted(
                    form(request),
                    request.headers().getAll(HttpHeaderNames.AUTHORIZATION),
                    request.headers().getAll(ProxyHeaders.DPOP),
                    certificates.read(headers, now.wall()),
                    source);
            return () -> server.answer(endpoint, posted, now);
        } catch (UnreadableException e) {
            Optional<IpAddress> from = source;
            return () -> server.unreadable(endpoint, from, e.why(), now);
        }
    }

    /** RFC 6749 §3.2 and appendix B: a form, which is ASCII by its encoding. */
    private static String form(FullHttpRequest request) throws UnreadableException {
        CharSequence type = HttpUtil.getMimeType(request);
        boolean isForm = type != null
                && HttpHeaderValues.APPLICATION_X_WWW_FORM_URLENCODED.contentEqualsIgnoreCase(
                        type.toString().strip());
        if (!isForm) {
            throw new UnreadableException("the body is no form: its type must be `application/x-www-form-urlencoded`");
        }
        ByteBuf content = request.content();
        try {
            return StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(ByteBufUtil.getBytes(content)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("the form has bytes beyond ASCII: encode them");
        }
    }

    private static FullHttpResponse reply(OAuthAnswer answer) {
        FullHttpResponse reply = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body().getBytes(StandardCharsets.UTF_8)));
        answer.headers().forEach((name, value) -> reply.headers().set(name, value));
        if (answer.status() != HttpResponseStatus.NOT_MODIFIED.code()) {
            // one without a body would tell of the length of what has not changed (RFC 9110 §8.6)
            reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.content().readableBytes());
        }
        return reply;
    }

    private static OAuthAnswer status(int status) {
        return new OAuthAnswer(status, Map.of(), "");
    }
}

package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.issuance.AuthorizationRoutes;
import dev.cordon.issuance.AuthorizationRoutes.Asked;
import dev.cordon.issuance.AuthorizationRoutes.Form;
import dev.cordon.issuance.AuthorizationServer;
import dev.cordon.issuance.AuthorizationServer.Endpoint;
import dev.cordon.issuance.AuthorizationServer.Posted;
import dev.cordon.issuance.OAuthAnswer;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Leads a request to the endpoint that answers it. Shared by all connections. */
final class TokenFront implements Front {

    private final AuthorizationServer server;
    private final AuthorizationRoutes routes;
    private final MeshConfig.Proxies proxies;
    private final Certificates certificates;
    private final Supplier<Moment> clock;
    private final Consumer<String> notices;
    private final AtomicBoolean strangerNoticed = new AtomicBoolean();

    TokenFront(MeshConfig config, AuthorizationServer server, TokenServer.Shared shared) {
        this.server = server;
        this.routes = new AuthorizationRoutes(server);
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
            return () -> AuthorizationRoutes.bare(403);
        }
        int query = request.uri().indexOf('?');
        Asked asked = new Asked(
                request.method().name(),
                query < 0 ? request.uri() : request.uri().substring(0, query),
                query >= 0,
                request.headers().getAll(HttpHeaderNames.IF_NONE_MATCH));
        boolean posts = request.method().equals(HttpMethod.POST)
                && server.at(asked.path()).filter(Endpoint::takesForms).isPresent();
        if (!posts) {
            return () -> routes.answer(asked, TokenFront::none, clock.get());
        }
        // the request's bytes are gone when the work is done
        Moment now = clock.get();
        Form form = form(request, now);
        return () -> routes.answer(asked, () -> form, now);
    }

    private static Form none() {
        return new AuthorizationRoutes.Unreadable(Optional.empty(), "nothing was posted");
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

    private Form form(FullHttpRequest request, Moment now) {
        QuestionHeaders headers = new QuestionHeaders(request.headers());
        Optional<IpAddress> source = Optional.empty();
        try {
            source = Optional.of(headers.source(proxies.trusted()));
            return new AuthorizationRoutes.Whole(new Posted(
                    form(request),
                    request.headers().getAll(HttpHeaderNames.AUTHORIZATION),
                    request.headers().getAll(ProxyHeaders.DPOP),
                    certificates.read(headers, now.wall()),
                    source));
        } catch (UnreadableException e) {
            return new AuthorizationRoutes.Unreadable(source, e.why());
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
}

package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.gate.Answer;
import dev.cordon.gate.Gate;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.upstream.ContextSigner;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Leads a request to what answers it. Shared by all connections. */
final class HttpFront {

    private final Gate gate;
    private final ProxyKind proxy;
    private final Questions questions;
    private final Optional<ContextSigner> contexts;
    private final Optional<DpopNonces> nonces;
    private final Pages pages;
    private final Supplier<Moment> clock;
    private final Consumer<String> notices;
    private final AtomicBoolean strangerNoticed = new AtomicBoolean();
    private final AtomicBoolean unsignedNoticed = new AtomicBoolean();

    /**
     * What all connections share.
     *
     * @param config who asks, how, and what services are told
     * @param pages what the server answers about itself
     * @param clock the instant of now
     * @param notices takes lines for operators
     */
    record Shared(Gate gate, MeshConfig config, Pages pages, Supplier<Moment> clock, Consumer<String> notices) {}

    HttpFront(Shared shared) {
        gate = shared.gate();
        proxy = shared.config().proxies().kind();
        questions = Questions.of(shared.config().proxies());
        contexts = shared.config().contexts();
        nonces = shared.config().answers().nonces();
        pages = shared.pages();
        clock = shared.clock();
        notices = shared.notices();
    }

    FullHttpResponse answer(HttpRequest request, Peer peer) {
        if (questions.areAskedAt(request.uri())) {
            return authorize(request, peer);
        }
        return isForwarded(request) ? Replies.bare(HttpResponseStatus.NOT_FOUND) : pages.answer(request);
    }

    /** A call that Envoy asks about without the prefix: a 200 of ours would let it through. */
    private boolean isForwarded(HttpRequest request) {
        return proxy == ProxyKind.ENVOY && request.headers().contains(ProxyHeaders.FORWARDED_FOR);
    }

    private FullHttpResponse authorize(HttpRequest request, Peer peer) {
        Moment now = clock.get();
        if (!peer.trusted()) {
            if (strangerNoticed.compareAndSet(false, true)) {
                notices.accept("denied a question from `" + peer.address()
                        + "`, which is no trusted proxy; further ones are denied without a notice");
            }
            return refuse("the peer `" + peer.address() + "` is no trusted proxy", now);
        }
        Question question = questions.read(request, now.wall());
        if (question instanceof Question.Complete complete) {
            Answer answer = gate.answer(complete.request(), now);
            Challenge challenge = Challenge.of(complete.request().token());
            FullHttpResponse reply = Replies.to(proxy, answer, challenge);
            if (challenge == Challenge.DPOP) {
                nonces.ifPresent(present -> reply.headers().set(ProxyHeaders.NONCE, present.at(now.wall())));
            }
            return contexts.isPresent() && answer.passage().isPresent()
                    ? signed(reply, contexts.get(), context(complete.request(), answer), now)
                    : reply;
        }
        return refuse(((Question.Unreadable) question).why(), now);
    }

    private record Context(ContextSigner.Target target, ContextSigner.Passed passed, String decision) {}

    private static Context context(AccessRequest request, Answer answer) {
        Answer.Passage passage = answer.passage().orElseThrow();
        return new Context(
                new ContextSigner.Target(passage.target(), request.method(), request.path()),
                new ContextSigner.Passed(passage.caller(), passage.segment(), passage.flow()),
                answer.id());
    }

    /** A service that waits for a signed context must not get the call without one. */
    private FullHttpResponse signed(FullHttpResponse reply, ContextSigner signer, Context context, Moment now) {
        try {
            reply.headers()
                    .set(
                            ProxyHeaders.CONTEXT,
                            signer.sign(context.target(), context.passed(), context.decision(), now.wall()));
            return reply;
        } catch (SignerUnavailableException e) {
            if (unsignedNoticed.compareAndSet(false, true)) {
                notices.accept("no context can be signed, so allowed calls end here: " + e.getMessage()
                        + "; further ones end without a notice");
            }
            return Replies.bare(HttpResponseStatus.SERVICE_UNAVAILABLE);
        }
    }

    private FullHttpResponse refuse(String why, Moment now) {
        return Replies.to(proxy, gate.unreadable(why, now), Challenge.NOTHING_SHOWN);
    }
}

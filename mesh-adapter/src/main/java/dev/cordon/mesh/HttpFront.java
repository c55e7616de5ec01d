package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.gate.Answer;
import dev.cordon.gate.Gate;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Leads a request to what answers it. Shared by all connections. */
final class HttpFront {

    private final Gate gate;
    private final ProxyKind proxy;
    private final Questions questions;
    private final Pages pages;
    private final Supplier<Moment> clock;
    private final Consumer<String> notices;
    private final AtomicBoolean strangerNoticed = new AtomicBoolean();

    /**
     * What all connections share.
     *
     * @param proxies who asks, and how
     * @param pages what the server answers about itself
     * @param clock the instant of now
     * @param notices takes lines for operators
     */
    record Shared(
            Gate gate, MeshConfig.Proxies proxies, Pages pages, Supplier<Moment> clock, Consumer<String> notices) {}

    HttpFront(Shared shared) {
        gate = shared.gate();
        proxy = shared.proxies().kind();
        questions = Questions.of(shared.proxies());
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
            return Replies.to(proxy, answer, Challenge.of(complete.request().token()));
        }
        return refuse(((Question.Unreadable) question).why(), now);
    }

    private FullHttpResponse refuse(String why, Moment now) {
        return Replies.to(proxy, gate.unreadable(why, now), Challenge.NOTHING_SHOWN);
    }
}

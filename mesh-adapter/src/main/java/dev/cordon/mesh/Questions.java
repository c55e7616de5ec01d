package dev.cordon.mesh;

import dev.cordon.request.AccessRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.time.Instant;

/** Reads what one kind of proxy asks. Whether the peer may ask at all is checked before. */
interface Questions {

    /** Where questions are asked; Envoy's go on with the path of the call. */
    String AUTHORIZE = "/authorize";

    /** Whether a request of this target, as it came over the wire, is a question. */
    boolean areAskedAt(String uri);

    /** Reads a question. Never throws. */
    default Question read(HttpRequest question, Instant now) {
        try {
            return new Question.Complete(request(question, new QuestionHeaders(question.headers()), now));
        } catch (UnreadableException e) {
            return new Question.Unreadable(e.why());
        }
    }

    /**
     * The call that is asked about.
     *
     * @throws UnreadableException where a header that counts is missing, is there twice or says nothing
     */
    AccessRequest request(HttpRequest question, QuestionHeaders headers, Instant now) throws UnreadableException;

    /** What reads the questions of that proxy. */
    static Questions of(MeshConfig.Proxies proxies) {
        return switch (proxies.kind()) {
            case NGINX -> new NginxQuestions(proxies);
            case CADDY, TRAEFIK -> new ForwardedQuestions(proxies);
            case ENVOY -> new EnvoyQuestions(proxies);
        };
    }
}

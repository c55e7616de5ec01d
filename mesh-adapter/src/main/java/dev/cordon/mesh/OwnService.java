package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.gate.Answer;
import dev.cordon.gate.Gate;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import io.netty.handler.codec.http.HttpRequest;

/**
 * A service of the policy that this server is itself: each request to it is a call like any other, decided, settled and
 * recorded by the gate, with the headers of the request as its caller's evidence. The proxy in front, which ends TLS,
 * tells of the caller's address and certificate in the headers by which it asks a forward-auth server. Safe for use by
 * many threads.
 */
public final class OwnService {

    private final ServiceName name;
    private final Gate gate;
    private final MeshConfig.Proxies proxies;
    private final Certificates certificates;

    /**
     * A service of its own.
     *
     * @param name its name in the policy
     * @param gate decides; one that observes would let everybody in
     * @param proxies whose headers are believed, and which
     */
    public OwnService(ServiceName name, Gate gate, MeshConfig.Proxies proxies) {
        this.name = name;
        this.gate = gate;
        this.proxies = proxies;
        this.certificates = Certificates.of(proxies);
    }

    /**
     * What became of a request.
     *
     * @param answer the gate's answer, which names the caller where it allows
     * @param challenge of a 401: the value of {@code WWW-Authenticate}
     */
    public record Admission(Answer answer, String challenge) {

        /** Whether the request may be answered, and in whose name: else the answer says which status it gets. */
        public boolean isAdmitted() {
            return answer.goesOn() && answer.passage().isPresent();
        }
    }

    /** Its name in the policy. */
    public ServiceName name() {
        return name;
    }

    /** Decides on a request. Never throws. */
    public Admission admit(HttpRequest request, Peer peer, Moment now) {
        if (!peer.trusted()) {
            return refused("the peer `" + peer.address() + "` is no trusted proxy", now);
        }
        try {
            AccessRequest call = call(request, now);
            Answer answer = gate.answer(call, now);
            Challenge challenge = Challenge.of(call.token());
            return new Admission(answer, challenge.header(answer.reason().orElse(Reason.INTERNAL_ERROR)));
        } catch (UnreadableException e) {
            return refused(e.why(), now);
        }
    }

    private Admission refused(String why, Moment now) {
        return new Admission(
                gate.unreadable("a request to `" + name + "`: " + why, now),
                Challenge.NOTHING_SHOWN.header(Reason.REQUEST_UNREADABLE));
    }

    private AccessRequest call(HttpRequest request, Moment now) throws UnreadableException {
        QuestionHeaders headers = new QuestionHeaders(request.headers());
        AccessRequest call = AccessRequest.of(
                        new Target.OfService(name.text()), request.method().name(), RequestPath.read(request.uri()))
                .from(headers.source(proxies.trusted()))
                .withCertificate(certificates.read(headers, now.wall()));
        PresentedToken token = headers.token();
        return token == null ? call : call.withToken(token);
    }
}

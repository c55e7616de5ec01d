package dev.cordon.authzen;

import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Moment;
import dev.cordon.document.Json;
import dev.cordon.gate.Answer;
import dev.cordon.gate.Gate;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.PresentedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Policy Decision Point (Authorization API 1.0): answers what an enforcement point asks, which was authenticated
 * before. Each evaluation is a call like any other: decided, settled and recorded by the gate. Never throws for any
 * body; safe for use by many threads; blocks no longer than the gate does.
 */
public final class DecisionPoint {

    /** The longest request that is read, in bytes. */
    public static final int LONGEST = 64 * 1024;

    /** The most evaluations that one request may ask for. */
    public static final int MOST = 100;

    private final Gate gate;
    private final CallReader calls;
    private final Optional<DpopNonces> nonces;

    /**
     * A decision point.
     *
     * @param gate decides; one that observes permits all calls that it can make out
     * @param clients verifies client certificates that enforcement points pass on
     * @param nonces what DPoP proofs must have, which answers hand out; empty where they need none
     */
    public DecisionPoint(Gate gate, ClientTrust clients, Optional<DpopNonces> nonces) {
        this.gate = gate;
        this.calls = new CallReader(clients);
        this.nonces = nonces;
    }

    /** The outcome of a request. */
    public sealed interface Reply {}

    /** The request was read: the JSON of the answer, for status 200. */
    public record Decided(String json) implements Reply {}

    /** It was not: one line that says what is wrong, for status 400; no value of the request is quoted in it. */
    public record Malformed(String why) implements Reply {}

    /**
     * Answers a request of the Access Evaluation API (§6).
     *
     * @param body the request's body
     * @param point the service as which the enforcement point asks
     * @param clock the instant of now
     */
    public Reply evaluation(byte[] body, ServiceName point, Supplier<Moment> clock) {
        return answer(body, false, point, clock);
    }

    /**
     * Answers a request of the Access Evaluations API (§7).
     *
     * @param body the request's body
     * @param point the service as which the enforcement point asks
     * @param clock the instant of now
     */
    public Reply evaluations(byte[] body, ServiceName point, Supplier<Moment> clock) {
        return answer(body, true, point, clock);
    }

    private Reply answer(byte[] body, boolean several, ServiceName point, Supplier<Moment> clock) {
        Evaluations asked;
        try {
            asked = RequestReader.read(body, several);
        } catch (MalformedException e) {
            return new Malformed(e.why());
        }
        List<Json> decisions = new ArrayList<>();
        for (Evaluation evaluation : asked.list()) {
            Decision decision = decide(evaluation, point, clock.get());
            decisions.add(decision.json());
            if (asked.semantic().endsWith(decision.permits())) {
                break;
            }
        }
        Json whole = asked.single()
                ? decisions.get(0)
                : Json.object().put("evaluations", Json.array(decisions)).build();
        return new Decided(whole.toCanonical());
    }

    /** A decision, and the same as JSON. */
    private record Decision(boolean permits, Json json) {}

    private Decision decide(Evaluation evaluation, ServiceName point, Moment now) {
        String why;
        if (evaluation instanceof Evaluation.Complete complete) {
            try {
                return decide(calls.read(complete, point, now.wall()), now);
            } catch (MalformedException e) {
                why = e.why();
            }
        } else {
            why = ((Evaluation.Incomplete) evaluation).why();
        }
        Answer answer = gate.unreadable("asked by `" + point + "`: " + why, now);
        return new Decision(false, Decisions.error(answer, why));
    }

    private Decision decide(AccessRequest call, Moment now) {
        Answer answer = gate.answer(call, now);
        return new Decision(answer.goesOn(), Decisions.of(answer, nonce(call.token(), now)));
    }

    private @Nullable String nonce(@Nullable PresentedToken token, Moment now) {
        boolean proven = token != null && token.scheme() == PresentedToken.Scheme.DPOP;
        return proven ? nonces.map(present -> present.at(now.wall())).orElse(null) : null;
    }
}

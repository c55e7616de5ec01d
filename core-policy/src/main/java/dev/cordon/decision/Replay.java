package dev.cordon.decision;

import dev.cordon.request.AccessRequest;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenDefect;

/** Decides recorded calls again, by the same steps as an {@link Enforcer} from the verification on. */
public final class Replay {

    /** Where there was no token nobody verifies one; if somebody does after all, it must not pass. */
    private static final RecordedVerification NOTHING_SHOWN = new RecordedVerification(new RecordedCall.Shown(
            PresentedToken.Scheme.BEARER, RecordedCall.Proof.MISSING, new TokenCheck.Rejected(TokenDefect.MALFORMED)));

    private Replay() {}

    /**
     * Decides a call again.
     *
     * @param snapshot what the decision was made from, read at tick 0; its keys are not used
     */
    public static Judgement decide(Snapshot snapshot, RecordedCall call) {
        return decide(snapshot, call, false);
    }

    /** Decides a call again and says how the decision came about, step by step. */
    public static Judgement explain(Snapshot snapshot, RecordedCall call) {
        return decide(snapshot, call, true);
    }

    private static Judgement decide(Snapshot snapshot, RecordedCall call, boolean traced) {
        Verification verification = call.shown().map(RecordedVerification::new).orElse(NOTHING_SHOWN);
        AccessRequest request = call.shown()
                .map(shown -> call.request().withToken(shown.presented()))
                .orElse(call.request());
        Evaluation evaluation = new Evaluation();
        evaluation.begin(snapshot, request, new Moment(call.at(), call.age().toNanos()), traced);
        return Judgement.of(evaluation, new Steps(verification, call.reach()).decide(evaluation));
    }
}

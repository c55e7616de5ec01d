package dev.cordon.decision;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ProofCheck;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls whose tokens are resolved already, to measure a decision without the look-up of its token. For one thread. */
public final class ResolvedTokens {

    private final Steps steps = new Steps(new Given(), ReplayStore.Reach.INSTANCE);
    private final TokenCache tokens;
    private final Evaluation call = new Evaluation();
    private final TokenView[] views;
    private int number;

    /**
     * None resolved yet.
     *
     * @param count how many calls there will be
     */
    public ResolvedTokens(TokenVerifier verifier, int count) {
        tokens = new TokenCache(verifier, count);
        views = new TokenView[count];
    }

    private final class Given implements Verification {
        @Override
        public @Nullable Reason resolve(PresentedToken presented, Evaluation evaluation) {
            evaluation.token(views[number]);
            return null;
        }

        @Override
        public ProofCheck prove(PresentedToken presented, KeyThumbprint key, String url, Evaluation evaluation) {
            return ProofCheck.Defect.INVALID;
        }
    }

    /**
     * Resolves the token of the call of that number.
     *
     * @throws IllegalArgumentException where the token is not valid
     */
    public void resolve(int of, Snapshot snapshot, AccessRequest request, Moment now) {
        call.begin(snapshot, request, now, false);
        Reason reason = tokens.resolve(Objects.requireNonNull(request.token()), call);
        if (reason != null) {
            throw new IllegalArgumentException("the token of call " + of + " is not valid: " + reason);
        }
        views[of] = Objects.requireNonNull(call.token());
        call.end();
    }

    /** Decides the call of that number, as the enforcer does once it has the token. */
    public Decision decide(int of, Snapshot snapshot, AccessRequest request, Moment now) {
        number = of;
        call.begin(snapshot, request, now, false);
        try {
            return steps.decide(call);
        } finally {
            call.end();
        }
    }
}

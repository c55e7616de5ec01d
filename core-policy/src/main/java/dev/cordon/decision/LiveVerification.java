package dev.cordon.decision;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ProofCheck;
import org.jspecify.annotations.Nullable;

/** By the keys of the snapshot: the only way at an enforcement point. */
final class LiveVerification implements Verification {

    private final TokenCache tokens;
    private final DpopVerifier proofs;

    LiveVerification(TokenCache tokens, DpopVerifier proofs) {
        this.tokens = tokens;
        this.proofs = proofs;
    }

    @Override
    public @Nullable Reason resolve(PresentedToken presented, Evaluation call) {
        return tokens.resolve(presented, call);
    }

    @Override
    public ProofCheck prove(PresentedToken presented, KeyThumbprint key, String url, Evaluation call) {
        return proofs.check(
                presented, key, call.request().method(), url, call.now().wall());
    }
}

package dev.cordon.decision;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ProofCheck;
import dev.cordon.token.ProofId;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenHash;
import org.jspecify.annotations.Nullable;

/** As a record says that it came out: no signature is looked at, for the record holds none. */
final class RecordedVerification implements Verification {

    /** What identified the proof is not in the record, and nothing is settled in a replay. */
    private static final ProofId SOME_PROOF = new ProofId(new TokenHash(0, 0, 0, 0), 0);

    private final RecordedCall.Shown shown;

    RecordedVerification(RecordedCall.Shown shown) {
        this.shown = shown;
    }

    @Override
    public @Nullable Reason resolve(PresentedToken presented, Evaluation call) {
        if (shown.check() instanceof TokenCheck.Verified verified) {
            String keys = call.snapshot().live().keys().revision();
            call.token(new TokenView(presented.hash(), verified.token(), call.policy(), keys));
            return null;
        }
        return TokenCache.reason((TokenCheck.Rejected) shown.check());
    }

    @Override
    public ProofCheck prove(PresentedToken presented, KeyThumbprint key, String url, Evaluation call) {
        return switch (shown.proof()) {
            case HOLDS -> new ProofCheck.Holds(key, SOME_PROOF);
            case NONCE -> ProofCheck.Defect.NONCE;
            case MISSING, UNPROVEN -> ProofCheck.Defect.INVALID;
        };
    }
}

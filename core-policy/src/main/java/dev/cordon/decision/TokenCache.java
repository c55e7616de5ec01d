package dev.cordon.decision;

import dev.cordon.apikey.ApiKeys;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ShownApiKey;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verified tokens by their hash, bounded. An entry counts only for the key ring it was verified with and the policy its
 * numbers are of. Tokens that do not verify are not kept: they could push the good ones out. What depends on the time
 * and the call is checked elsewhere, on every call.
 */
final class TokenCache {

    private final TokenVerifier verifier;
    /** Null where none are kept. */
    private final @Nullable RecentTokens views;

    /** @param size how many tokens are kept at most */
    TokenCache(TokenVerifier verifier, int size) {
        this.verifier = verifier;
        this.views = size == 0 ? null : new RecentTokens(size);
    }

    /** Resolves a token into the call under evaluation; says what is wrong with it, or null. */
    @Nullable
    Reason resolve(PresentedToken presented, Evaluation call) {
        return ShownApiKey.isOne(presented) ? apiKey(presented, call) : token(presented, call);
    }

    /** API keys are looked up on every call: that costs no signature, and nothing is left of one that is gone. */
    private static @Nullable Reason apiKey(PresentedToken presented, Evaluation call) {
        ApiKeys keys = call.snapshot().live().apiKeys();
        Optional<VerifiedToken> token = keys.find(presented.hash()).flatMap(key -> key.shownBy(presented));
        if (token.isEmpty()) {
            return Reason.KEY_UNKNOWN;
        }
        call.token(new TokenView(presented.hash(), token.get(), call.policy(), ""));
        return null;
    }

    private @Nullable Reason token(PresentedToken presented, Evaluation call) {
        CompiledPolicy policy = call.policy();
        String keys = call.snapshot().live().keys().revision();
        TokenView known = views == null ? null : views.find(presented.hash());
        boolean sameKeys = known != null && known.keys.equals(keys);
        if (known != null && sameKeys && known.policy == policy) {
            call.token(known);
            return null;
        }
        TokenCheck check = known != null && sameKeys
                ? new TokenCheck.Verified(known.token)
                : verifier.verify(presented, call.snapshot().live().keys());
        if (check instanceof TokenCheck.Verified verified) {
            TokenView view = new TokenView(presented.hash(), verified.token(), policy, keys);
            if (views != null) {
                views.keep(view);
            }
            call.token(view);
            return null;
        }
        return check instanceof TokenCheck.Rejected rejected ? reason(rejected) : Reason.TOKEN_MALFORMED;
    }

    /** The reason with which such a token denies. */
    static Reason reason(TokenCheck.Rejected rejected) {
        return switch (rejected.defect()) {
            case MALFORMED -> Reason.TOKEN_MALFORMED;
            case TYPE -> Reason.TOKEN_TYPE;
            case ISSUER -> Reason.ISSUER_UNKNOWN;
            case ALGORITHM -> Reason.ALGORITHM_REFUSED;
            case KEY -> Reason.KEY_UNKNOWN;
            case SIGNATURE -> Reason.SIGNATURE_INVALID;
            case CLAIMS -> Reason.CLAIMS_INVALID;
        };
    }
}

package dev.cordon.decision;

import dev.cordon.policy.KeyThumbprint;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ProofCheck;
import org.jspecify.annotations.Nullable;

/**
 * How what a caller shows is verified: live, by keys and signatures, or as a record says that it was. There are these
 * two; a rule of architecture says so.
 */
interface Verification {

    /** Resolves a token into the call under evaluation; says what is wrong with it, or null. */
    @Nullable
    Reason resolve(PresentedToken presented, Evaluation call);

    /**
     * Checks the proof that was shown with a token.
     *
     * @param key the thumbprint that the token is bound to
     * @param url the target URL without query and fragment, built from configuration
     */
    ProofCheck prove(PresentedToken presented, KeyThumbprint key, String url, Evaluation call);
}

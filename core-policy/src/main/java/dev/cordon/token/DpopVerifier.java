package dev.cordon.token;

import dev.cordon.policy.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;

/** Checks DPoP proofs (RFC 9449 §4.3). */
public final class DpopVerifier {

    /**
     * Checks a proof in full but for its replay, which the returned id is for.
     *
     * @param presented a token with its proof
     * @param key the thumbprint that the token is bound to
     * @param method the method of the call
     * @param url the target URL without query and fragment, built from configuration
     * @param now the instant of the call
     * @return what must be used at most once, or empty where the proof does not hold
     */
    public Optional<ProofId> check(
            PresentedToken presented, KeyThumbprint key, String method, String url, Instant now) {
        return Optional.empty();
    }
}

package dev.cordon.decision;

import dev.cordon.policy.RateLimit;
import dev.cordon.token.ProofId;
import java.util.Optional;

/**
 * What the enforcement point must settle after an allow, before the call goes on.
 *
 * @param proof the DPoP proof that must not have been used before
 * @param rate the rate of the flow that allowed
 */
public record Obligations(Optional<ProofId> proof, Optional<RateLimit> rate) {

    /** Nothing to settle. */
    public static final Obligations NONE = new Obligations(Optional.empty(), Optional.empty());

    /** Whether there is nothing to settle. */
    public boolean isEmpty() {
        return proof.isEmpty() && rate.isEmpty();
    }
}

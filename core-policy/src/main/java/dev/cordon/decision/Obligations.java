package dev.cordon.decision;

import dev.cordon.limit.Demand;
import dev.cordon.policy.Uncounted;
import dev.cordon.token.ProofId;
import java.util.Optional;

/**
 * What the enforcement point must settle after an allow, before the call goes on.
 *
 * @param proof the DPoP proof that must not have been used before
 * @param rate the buckets that count the call
 * @param uncounted what becomes of the call where it can't be counted
 */
public record Obligations(Optional<ProofId> proof, Optional<Demand> rate, Uncounted uncounted) {

    /** Nothing to settle. */
    public static final Obligations NONE = new Obligations(Optional.empty(), Optional.empty(), Uncounted.DENY);

    /** Whether there is nothing to settle. */
    public boolean isEmpty() {
        return proof.isEmpty() && rate.isEmpty();
    }
}

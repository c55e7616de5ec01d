package dev.cordon.analysis;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import java.util.List;
import java.util.Optional;

/**
 * Why a call is decided as it is, and what would let it through.
 *
 * @param judgement the decision with its trace
 * @param changes what to change in the policy so that the call is allowed, in the order in which it was found; each was
 *     tried, and all together allow the call. Empty where it is allowed, or where no change of the policy was found
 *     that does
 * @param opens what else becomes of the policy's edges by these changes
 * @param rest where the call stays denied whatever is changed: the deny that no change of the policy cures
 * @param near names that the call may have meant, where its target or operation is not known
 */
public record Explanation(
        Judgement judgement,
        List<PolicyChange> changes,
        PolicyDiff opens,
        Optional<Decision.Deny> rest,
        List<String> near) {

    /** Copies the lists. */
    public Explanation {
        changes = List.copyOf(changes);
        near = List.copyOf(near);
    }
}

package dev.cordon.decision;

import dev.cordon.policy.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does a forbid match the caller, the origin or any actor? */
final class ForbidStep {

    private ForbidStep() {}

    static @Nullable Reason check(Evaluation call) {
        if (call.policy().source().forbids().isEmpty()) {
            call.note(Step.FORBID, "the policy has no forbid");
            return null;
        }
        int first = first(call, call.caller);
        TokenView view = call.token();
        if (view != null) {
            for (int actor : view.chain) {
                int other = first(call, actor);
                first = first < 0 ? other : other < 0 ? first : Math.min(first, other);
            }
        }
        if (first >= 0) {
            call.rule = first;
            return Reason.FORBIDDEN;
        }
        call.note(Step.FORBID, "no forbid matches the caller, the origin or an actor");
        return null;
    }

    /** The first forbid from that service that applies, or {@link EdgeIndex#NONE}. */
    private static int first(Evaluation call, int from) {
        int forbid = EdgeIndex.NONE;
        do {
            forbid = Edges.next(call, call.policy().forbidEdges, from, forbid);
        } while (forbid >= 0 && !applies(call, forbid));
        return forbid;
    }

    private static boolean applies(Evaluation call, int forbid) {
        List<Condition> when = call.policy().source().forbids().get(forbid).when();
        for (int i = 0; i < when.size(); i++) {
            if (ConditionCheck.of(when.get(i), call) == Truth.FAILS) {
                return false;
            }
        }
        return true;
    }
}

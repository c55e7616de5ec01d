package dev.cordon.decision;

import dev.cordon.token.ReplayStore;
import org.jspecify.annotations.Nullable;

/** The steps of a decision in their order: the first that denies ends it. */
final class Steps {

    private final Verification verification;
    private final BindingStep binding;

    /** @param reach how far the replay store reaches with which the enforcement point settles */
    Steps(Verification verification, ReplayStore.Reach reach) {
        this.verification = verification;
        this.binding = new BindingStep(verification, reach);
    }

    Decision decide(Evaluation call) {
        Reason reason = TargetStep.check(call);
        if (reason == null) {
            reason = caller(call);
        }
        if (reason == null) {
            reason = rules(call);
        }
        DecisionTable decisions = call.snapshot().decisions();
        if (reason != null) {
            if (call.isTraced()) {
                call.note(reason.step(), "denied: " + reason.meaning());
            }
            return decisions.deny(reason, call.rule);
        }
        return decisions.allow(call.rule, call.caller, call.shadowed, call.proof);
    }

    /**
     * The steps between target and rules: but for a proof of possession and for single operations that are deprecated,
     * one answer for all operations of a service.
     */
    @Nullable
    Reason caller(Evaluation call) {
        Reason reason = CallerStep.check(call, verification);
        if (reason == null) {
            reason = binding.check(call);
        }
        return reason == null ? RevocationStep.check(call) : reason;
    }

    /** What the policy's forbids and flows say of the operation. */
    static @Nullable Reason rules(Evaluation call) {
        Reason reason = ForbidStep.check(call);
        return reason == null ? FlowStep.check(call) : reason;
    }
}

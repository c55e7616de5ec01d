package dev.cordon.decision;

import dev.cordon.gate.ShopPolicy;
import dev.cordon.policy.FlowId;
import java.util.Optional;

/** Decisions that nobody decided, for tests of what comes after. */
public final class DecisionFixtures {

    private DecisionFixtures() {}

    /** An allow by that flow. */
    public static Decision allow(String flow, Obligations obligations) {
        return new Decision.Allow(new FlowId(flow), obligations, Optional.empty(), revisions());
    }

    /** A deny for that reason. */
    public static Decision deny(Reason reason) {
        return new Decision.Deny(reason, Optional.empty(), revisions());
    }

    private static Revisions revisions() {
        return ShopPolicy.snapshot(0).revisions();
    }
}

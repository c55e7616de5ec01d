package dev.cordon.cli.policy;

import dev.cordon.decision.Reason;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ForbidId;
import java.util.Optional;

/** The decision that a test wants. */
public sealed interface Expectation {

    /**
     * The call is allowed.
     *
     * @param flow by this flow, if that matters
     */
    record Allow(Optional<FlowId> flow) implements Expectation {
        @Override
        public String toString() {
            return "allow" + flow.map(id -> " " + id).orElse("");
        }
    }

    /**
     * The call is denied.
     *
     * @param reason for this reason, if that matters
     * @param forbid by this forbid, if that matters; only with {@link Reason#FORBIDDEN}
     */
    record Deny(Optional<Reason> reason, Optional<ForbidId> forbid) implements Expectation {
        @Override
        public String toString() {
            return "deny" + reason.map(code -> " " + code).orElse("")
                    + forbid.map(id -> " " + id).orElse("");
        }
    }
}

package dev.cordon.reference;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Reason;
import dev.cordon.policy.RateLimit;
import java.util.Optional;

/** What two minds must agree on. */
public sealed interface Verdict {

    /**
     * The call may go on.
     *
     * @param flow the flow that allows
     * @param shadowed the failed condition that was not enforced
     * @param rate the rate to be settled
     */
    record Allow(String flow, Optional<Reason> shadowed, Optional<RateLimit> rate) implements Verdict {}

    /**
     * The call must not go on.
     *
     * @param reason why
     * @param rule the flow or forbid that decided
     */
    record Deny(Reason reason, Optional<String> rule) implements Verdict {}

    /** The verdict that a decision is. */
    static Verdict of(Decision decision) {
        return decision.fold(
                allow -> new Allow(
                        allow.flow().text(),
                        allow.shadowed(),
                        allow.obligations().rate()),
                deny -> new Deny(deny.reason(), deny.rule()));
    }
}

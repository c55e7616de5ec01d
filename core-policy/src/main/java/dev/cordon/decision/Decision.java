package dev.cordon.decision;

import dev.cordon.policy.FlowId;
import java.util.Optional;
import java.util.function.Function;

/** The answer to one call. No third answer, no null: where nothing permits, the answer is {@link Deny}. */
public sealed interface Decision {

    /**
     * The call may go on once the obligations are settled.
     *
     * @param flow the flow that allowed
     * @param obligations what must be settled first
     * @param shadowed the failed condition that was not enforced because the flow is in shadow mode
     * @param madeFrom the revisions it was made from
     */
    record Allow(FlowId flow, Obligations obligations, Optional<Reason> shadowed, Revisions madeFrom)
            implements Decision {}

    /**
     * The call must not go on.
     *
     * @param reason why
     * @param rule the id of the flow or forbid that decided, where one did
     * @param madeFrom the revisions it was made from
     */
    record Deny(Reason reason, Optional<String> rule, Revisions madeFrom) implements Decision {}

    /** The result of the one function or the other. */
    default <T> T fold(Function<? super Allow, ? extends T> allow, Function<? super Deny, ? extends T> deny) {
        return this instanceof Allow yes ? allow.apply(yes) : deny.apply((Deny) this);
    }

    /** Whether this is an allow; its obligations may still turn it. */
    default boolean isAllow() {
        return this instanceof Allow;
    }

    /** The revisions it was made from. */
    Revisions madeFrom();
}

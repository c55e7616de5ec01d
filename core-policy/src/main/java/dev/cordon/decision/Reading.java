package dev.cordon.decision;

import java.time.Duration;
import java.time.Instant;

/**
 * What a decision read beside the request and the token: enough, with these, to decide again.
 *
 * @param policy what was decided by
 * @param at the instant of the decision
 * @param age how old the snapshot was then
 * @param proven whether a DPoP proof was looked at and holds
 */
public record Reading(CompiledPolicy policy, Instant at, Duration age, boolean proven) {

    static Reading of(Evaluation call) {
        long age = call.now().ticks() - call.snapshot().asOf();
        return new Reading(call.policy(), call.now().wall(), Duration.ofNanos(age), call.proof != null);
    }

    /** Names the policy. */
    @Override
    public String toString() {
        return "by policy " + policy.source().name() + " at " + at;
    }
}

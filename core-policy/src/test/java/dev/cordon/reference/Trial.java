package dev.cordon.reference;

import dev.cordon.decision.Moment;
import dev.cordon.policy.Policy;
import java.time.Duration;
import java.time.Instant;

/**
 * One question: a call, at an instant, in a world, under a policy. The enforcement point's replay store reaches one
 * instance.
 *
 * @param policy the policy
 * @param world what else the snapshot holds
 * @param now the instant of the call
 * @param age how old the snapshot is
 * @param call the call
 */
public record Trial(Policy policy, World world, Instant now, Duration age, Call call) {

    /** The instant on both clocks, for a snapshot that was read at tick 0. */
    public Moment moment() {
        return new Moment(now, age.toNanos());
    }

    Trial with(Policy other) {
        return new Trial(other, world, now, age, call);
    }

    Trial with(World other) {
        return new Trial(policy, other, now, age, call);
    }

    Trial with(Call other) {
        return new Trial(policy, world, now, age, other);
    }
}

package dev.cordon.gate;

import dev.cordon.decision.Reason;
import dev.cordon.limit.Tally;
import dev.cordon.policy.Uncounted;
import java.time.Duration;
import java.util.Optional;

/** What became of a decision once its obligations were applied: the last word on a call. */
public sealed interface Settled {

    /** What it was counted as, where it was. */
    Optional<Tally> tally();

    /**
     * The call goes on.
     *
     * @param tally what it was counted as, where a rate applies and could be counted
     * @param uncounted why it goes on though the counter store does not answer, where that is so
     */
    record LetThrough(Optional<Tally> tally, Optional<Uncounted> uncounted) implements Settled {

        /** A call that nothing was counted of. */
        static final LetThrough PLAIN = new LetThrough(Optional.empty(), Optional.empty());
    }

    /**
     * The call ends here.
     *
     * @param reason why: the decision's own reason, or that of the obligation that could not be met
     * @param tally the rate that is used up, where that is why
     */
    record Stopped(Reason reason, Optional<Tally> tally) implements Settled {

        /** A stop that waiting does not help against. */
        static Stopped because(Reason reason) {
            return new Stopped(reason, Optional.empty());
        }

        /** How long to wait before another call can succeed, where waiting helps; positive. */
        public Optional<Duration> retryAfter() {
            return tally.map(used -> Duration.ofNanos(used.delay()));
        }
    }
}

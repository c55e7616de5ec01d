package dev.cordon.gate;

import dev.cordon.decision.Reason;
import java.time.Duration;
import java.util.Optional;

/** What became of a decision once its obligations were applied: the last word on a call. */
public sealed interface Settled {

    /** The call goes on. */
    record LetThrough() implements Settled {}

    /**
     * The call ends here.
     *
     * @param reason why: the decision's own reason, or that of the obligation that could not be met
     * @param retryAfter how long to wait before another call can succeed, where waiting helps; positive
     */
    record Stopped(Reason reason, Optional<Duration> retryAfter) implements Settled {

        /** A stop that waiting does not help against. */
        static Stopped because(Reason reason) {
            return new Stopped(reason, Optional.empty());
        }
    }
}

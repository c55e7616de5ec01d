package dev.cordon.rotation;

import dev.cordon.rotation.GenerationState.Trigger;
import java.time.Instant;
import java.util.Optional;

/**
 * A generation of a credential as the journal has it. Immutable.
 *
 * @param number counts from 0; it is that of the credential too
 * @param state where it is
 * @param settled whether vault and credential ledger are known to be as the state demands
 * @param since when it got there
 * @param work how it goes on
 */
public record Generation(long number, GenerationState state, boolean settled, Instant since, Work work) {

    /**
     * How it goes on.
     *
     * @param due before that there is nothing to do for it
     * @param attempts how often the step failed
     * @param problem why, the last time; nothing secret
     */
    public record Work(Instant due, int attempts, Optional<String> problem) {

        /** Nothing has failed. */
        static Work from(Instant due) {
            return new Work(due, 0, Optional.empty());
        }
    }

    /** One that is wanted. */
    static Generation planned(long number, Instant now) {
        return new Generation(number, GenerationState.PLANNED, false, now, Work.from(now));
    }

    /**
     * The same after that.
     *
     * @throws IllegalStateException where it leads nowhere from here
     */
    Generation on(Trigger trigger, Instant now) {
        GenerationState next = state.on(trigger)
                .orElseThrow(() -> new IllegalStateException(
                        "generation " + number + " is " + state + ", from where " + trigger + " leads nowhere"));
        return new Generation(number, next, false, now, Work.from(now));
    }

    /** The same where vault and ledger are as its state demands, with nothing to do before that. */
    Generation settledUntil(Instant due) {
        return new Generation(number, state, true, since, Work.from(due));
    }

    /** The same after a step failed. */
    Generation failed(Instant due, String problem) {
        return new Generation(number, state, settled, since, new Work(due, work.attempts() + 1, Optional.of(problem)));
    }
}

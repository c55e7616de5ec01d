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
 * @param arrival how it got there
 * @param work how it goes on
 */
public record Generation(long number, GenerationState state, boolean settled, Arrival arrival, Work work) {

    /**
     * How it got where it is.
     *
     * @param at when
     * @param by what moved it; empty where it began there
     */
    public record Arrival(Instant at, Optional<Trigger> by) {}

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

    /** One that is wanted, and made from a time on. */
    static Generation planned(long number, Instant now, Instant due) {
        return new Generation(
                number, GenerationState.PLANNED, false, new Arrival(now, Optional.empty()), Work.from(due));
    }

    /** One that works already, made by somebody else: nothing is to be done for it. */
    static Generation adopted(long number, Instant since) {
        return new Generation(
                number, GenerationState.CURRENT, true, new Arrival(since, Optional.empty()), Work.from(since));
    }

    /** When it got where it is. */
    public Instant since() {
        return arrival.at();
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
        return new Generation(number, next, false, new Arrival(now, Optional.of(trigger)), Work.from(now));
    }

    /** The same where vault and ledger are as its state demands, with nothing to do before that. */
    Generation settledUntil(Instant due) {
        return new Generation(number, state, true, arrival, Work.from(due));
    }

    /** The same with what is left to do beside. */
    Generation noting(String left) {
        return new Generation(
                number, state, settled, arrival, new Work(work.due(), work.attempts(), Optional.of(left)));
    }

    /** The same after a step failed. */
    Generation failed(Instant due, String problem) {
        return new Generation(
                number, state, settled, arrival, new Work(due, work.attempts() + 1, Optional.of(problem)));
    }
}

package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.policy.Durations;
import dev.cordon.cli.store.Aftermath.Open;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looks again and again, for a while, and ever more seldom. */
final class Patience {

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /** Each look is a few requests, which are decided on and recorded. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Duration limit;
    private final LongSupplier ticker;
    private final Pause pause;

    /** Lets time pass. */
    interface Pause {
        void take(Duration length) throws InterruptedException;
    }

    /** One look. */
    interface Look {
        Optional<Open> open() throws CommandException;
    }

    /** @param ticker nanoseconds of a clock that never goes back */
    Patience(Duration limit, LongSupplier ticker, Pause pause) {
        this.limit = limit;
        this.ticker = ticker;
        this.pause = pause;
    }

    /** As long as an option says, in real time. */
    static Patience of(String option, String text) throws CommandException {
        Duration limit = Durations.parse(text)
                .filter(one -> !one.isZero() && one.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> CommandException.badInput(
                        "`" + option + " " + text + "`: write a duration up to 1h, such as 2m"));
        return new Patience(limit, System::nanoTime, length -> TimeUnit.NANOSECONDS.sleep(length.toNanos()));
    }

    /**
     * Looks until nothing is open, at least once.
     *
     * @throws CommandException where the time is over, or more of it is of no use, with what is still open
     */
    void await(Look look) throws CommandException {
        long start = ticker.getAsLong();
        Duration next = FIRST_PAUSE;
        Optional<Open> open = look.open();
        while (open.isPresent()) {
            if (open.get().isStuck()) {
                throw CommandException.refused(open.get().what());
            }
            Duration left = limit.minusNanos(ticker.getAsLong() - start);
            if (left.isZero() || left.isNegative()) {
                throw CommandException.refused(
                        "the time to wait is over: " + open.get().what());
            }
            rest(shorter(left, next));
            next = shorter(next.multipliedBy(2), LONGEST_PAUSE);
            open = look.open();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void rest(Duration length) throws CommandException {
        try {
            pause.take(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandException.couldNot("stopped while it waited");
        }
    }
}

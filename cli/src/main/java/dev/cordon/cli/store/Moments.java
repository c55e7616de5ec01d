package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.policy.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as operators write them: an instant, or how long before or from now. */
final class Moments {

    private Moments() {}

    /** {@code 30d} is thirty days ago. */
    static Instant past(Console console, String option, String text) throws CommandException {
        Optional<Duration> ago = Durations.parse(text);
        return ago.isPresent() ? now(console).minus(ago.get()) : instant(option, text);
    }

    /** {@code 90d} is in ninety days. */
    static Instant future(Console console, String option, String text) throws CommandException {
        Optional<Duration> ahead = Durations.parse(text);
        return ahead.isPresent() ? now(console).plus(ahead.get()) : instant(option, text);
    }

    private static Instant now(Console console) {
        return console.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static Instant instant(String option, String text) throws CommandException {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw CommandException.badInput("`" + option + " " + text
                    + "`: write a duration like 30d, or an instant like 2026-01-31T12:00:00Z");
        }
    }
}

package dev.cordon.cli.bundle;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.policy.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** How long what is signed may be used. */
final class Validity {

    @Option(names = "--valid-for", paramLabel = "DURATION", description = "how long it may be used (default: 30d)")
    private String validFor = "30d";

    Validity() {}

    /**
     * Until when, in whole seconds.
     *
     * @throws CommandException where that is no duration
     */
    Instant end(Console console) throws CommandException {
        Duration life = Durations.parse(validFor)
                .filter(duration -> !duration.isZero())
                .orElseThrow(
                        () -> CommandException.badInput("`" + validFor + "` is no duration; write it like 30d or 12h"));
        return console.clock().instant().plus(life).truncatedTo(ChronoUnit.SECONDS);
    }
}

package dev.cordon.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Instants as users write them. */
public final class InstantText {

    private InstantText() {}

    /**
     * The instant that was written, or now.
     *
     * @throws CommandException where the text is no instant
     */
    public static Instant orNow(Console console, Optional<String> text) throws CommandException {
        try {
            return text.map(Instant::parse).orElseGet(() -> console.clock().instant());
        } catch (DateTimeParseException e) {
            throw CommandException.badInput(
                    "`" + text.orElse("") + "` is no instant; write it like 2026-01-31T12:00:00Z");
        }
    }
}

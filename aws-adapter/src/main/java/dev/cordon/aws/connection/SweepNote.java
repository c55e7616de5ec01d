package dev.cordon.aws.connection;

import java.time.Instant;
import java.util.Optional;

/**
 * When a stage's connections were last gone through.
 *
 * @param changes what had changed by then
 * @param since when those changes were first seen
 * @param at when going through them began
 * @param whole whether all of them were, and none is left that is to be closed
 * @param stopped the id behind which there was no time for more; empty where all were looked at
 */
public record SweepNote(Changes changes, Instant since, Instant at, boolean whole, Optional<String> stopped) {

    /** Whether an instant has come since. */
    boolean hasComeSince(Instant instant, Instant now) {
        return at.isBefore(instant) && !now.isBefore(instant);
    }
}

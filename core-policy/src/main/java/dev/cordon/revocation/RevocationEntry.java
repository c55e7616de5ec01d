package dev.cordon.revocation;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A revocation, and when it is over.
 *
 * @param revocation what is revoked
 * @param until when nothing that it kills can be alive any more, so that it may be forgotten; empty for never
 */
public record RevocationEntry(Revocation revocation, Optional<Instant> until) {

    /** Whether it may be forgotten by then. */
    public boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }

    /** Whether it ends later than the other. */
    public boolean outlives(RevocationEntry other) {
        return other.until.isPresent()
                && until.map(end -> end.isAfter(other.until.get())).orElse(true);
    }

    /** The first whole second since the epoch at which it is over. */
    public OptionalLong endSecond() {
        if (until.isEmpty()) {
            return OptionalLong.empty();
        }
        Instant end = until.get();
        return OptionalLong.of(end.getEpochSecond() + (end.getNano() > 0 ? 1 : 0));
    }
}

package dev.cordon.revocation;

import dev.cordon.revocation.Revocation.IssuedBefore;
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

    /** One that is never over. */
    public static RevocationEntry forEver(Revocation revocation) {
        return new RevocationEntry(revocation, Optional.empty());
    }

    /**
     * This and another of the same {@linkplain Revocation#place() place} in one: it kills what either of them kills, as
     * long as that may be alive. The later of two cut-offs stays as long as the earlier one would: of what it kills
     * nothing more is alive by then.
     */
    public RevocationEntry and(RevocationEntry other) {
        Revocation stronger = revocation instanceof IssuedBefore one && other.revocation instanceof IssuedBefore two
                ? one.later(two)
                : revocation;
        return new RevocationEntry(stronger, outlives(other) ? until : other.until);
    }

    /** Whether it may be forgotten by then. */
    public boolean isOver(Instant now) {
        return until.isPresent() && !now.isBefore(until.get());
    }

    private boolean outlives(RevocationEntry other) {
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

package dev.cordon.revocation;

import dev.cordon.policy.SegmentName;

/** Quarantines for tests that do not look at their end. */
public final class Quarantined {

    private static final long LATER = 100_000_000_000L;

    private Quarantined() {}

    /** A segment that is closed in both directions. */
    public static Revocation segment(String name) {
        return new Revocation.Quarantine(
                new Zone.OfSegment(new SegmentName(name)), Revocation.Direction.BOTH, LATER, "a test");
    }
}

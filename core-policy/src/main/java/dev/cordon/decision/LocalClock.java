package dev.cordon.decision;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * What local clocks show. The time-zone rules of the runtime allocate with every question, so the answer is kept until
 * the zone's next change of offset. Mutable and confined to a thread; it makes the answer faster, never different.
 */
final class LocalClock {

    /** A power of two; zones that share a place push each other out. */
    private static final int PLACES = 8;

    private final @Nullable ZoneId[] zones = new ZoneId[PLACES];
    private final long[] from = new long[PLACES];
    private final long[] until = new long[PLACES];
    private final int[] offsets = new int[PLACES];

    /** Seconds since the epoch as the zone's clock counts them, from its own midnight of 1970-01-01. */
    long localSecond(ZoneId zone, Instant now) {
        long second = now.getEpochSecond();
        int place = zone.hashCode() & PLACES - 1;
        if (!zone.equals(zones[place]) || second < from[place] || second >= until[place]) {
            ZoneOffsetTransition next = zone.getRules().nextTransition(now);
            zones[place] = zone;
            from[place] = second;
            until[place] = next == null ? Long.MAX_VALUE : next.toEpochSecond();
            offsets[place] = zone.getRules().getOffset(now).getTotalSeconds();
        }
        return second + offsets[place];
    }
}

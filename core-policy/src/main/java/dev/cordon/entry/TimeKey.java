package dev.cordon.entry;

import java.time.Instant;
import java.util.HexFormat;

/** Times in the keys of a store: as texts that are in the order of time, before 1970 too. */
public final class TimeKey {

    private TimeKey() {}

    /** A second since 1970. */
    public static String second(long second) {
        return HexFormat.of().toHexDigits(second ^ Long.MIN_VALUE);
    }

    /** An instant, exactly. */
    public static String instant(Instant at) {
        return second(at.getEpochSecond()) + HexFormat.of().toHexDigits(at.getNano());
    }
}

package dev.cordon.mesh.store;

import java.util.HexFormat;

/** Seconds in keys. */
final class Seconds {

    private Seconds() {}

    /** As digits that are in the order of time, before 1970 too. */
    static String text(long second) {
        return HexFormat.of().toHexDigits(second ^ Long.MIN_VALUE);
    }
}

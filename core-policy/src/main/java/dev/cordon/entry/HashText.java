package dev.cordon.entry;

import dev.cordon.token.TokenHash;
import java.util.HexFormat;

/** Reads what a hash prints. */
final class HashText {

    private HashText() {}

    static TokenHash read(String hex) {
        if (hex.length() != 64) {
            throw new DamagedEntryException("a hash is not of its form");
        }
        return new TokenHash(word(hex, 0), word(hex, 16), word(hex, 32), word(hex, 48));
    }

    private static long word(String hex, int from) {
        return HexFormat.fromHexDigitsToLong(hex, from, from + 16);
    }
}

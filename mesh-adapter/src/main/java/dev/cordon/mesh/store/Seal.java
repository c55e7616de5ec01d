package dev.cordon.mesh.store;

import dev.cordon.entry.DamagedEntryException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What tells that a file holds all entries of one commit and nothing else.
 *
 * @param commit counts the commits
 * @param count how many entries there are
 * @param sum of the checks of all entries, beyond 64 bits cut off: whatever is missing, doubled or old changes it
 */
record Seal(long commit, long count, long sum) {

    /** Of a file without entries. */
    static final Seal NONE = new Seal(0, 0, 0);

    /** The digits before a text: 64 bits of a SHA-256 over its key and itself. */
    private static final int DIGITS = 16;

    private static final HexFormat HEX = HexFormat.of();

    /** The text as it is kept. */
    static String close(String key, String text) {
        return HEX.toHexDigits(check(key, text)) + text;
    }

    /** The text that was kept under that key. */
    static String open(String key, String kept) {
        String text = kept.length() < DIGITS ? "" : kept.substring(DIGITS);
        if (!kept.equals(close(key, text))) {
            throw new DamagedEntryException("an entry is not as it was written");
        }
        return text;
    }

    /** The seal once such an entry is there too. */
    Seal with(String kept) {
        return new Seal(commit, count + 1, sum + checkOf(kept));
    }

    /** The seal once such an entry is gone. */
    Seal without(String kept) {
        return new Seal(commit, count - 1, sum - checkOf(kept));
    }

    Seal next() {
        return new Seal(commit + 1, count, sum);
    }

    private static long checkOf(String kept) {
        return HexFormat.fromHexDigitsToLong(kept, 0, DIGITS);
    }

    private static long check(String key, String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
            sha.update(name);
            return ByteBuffer.wrap(sha.digest(text.getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    String toText() {
        return HEX.toHexDigits(commit) + HEX.toHexDigits(count) + HEX.toHexDigits(sum);
    }

    static Seal parse(String text) {
        if (text.length() != 3 * DIGITS) {
            throw new DamagedEntryException("its seal is none");
        }
        return new Seal(part(text, 0), part(text, 1), part(text, 2));
    }

    private static long part(String text, int place) {
        return HexFormat.fromHexDigitsToLong(text, place * DIGITS, (place + 1) * DIGITS);
    }
}

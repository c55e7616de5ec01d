package dev.cordon.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a token's text: what caches are keyed by and logs show, so that neither ever holds the token.
 *
 * @param a the first 8 bytes, big-endian; then {@code b}, {@code c}, {@code d}
 */
public record TokenHash(long a, long b, long c, long d) {

    /** The hash of a token's ASCII text. */
    public static TokenHash of(String compact) {
        ByteBuffer bytes = ByteBuffer.wrap(sha256(compact.getBytes(StandardCharsets.UTF_8)));
        return new TokenHash(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    static byte[] sha256(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The 32 bytes. */
    byte[] bytes() {
        return ByteBuffer.allocate(32)
                .putLong(a)
                .putLong(b)
                .putLong(c)
                .putLong(d)
                .array();
    }

    /** A SHA-256 is evenly spread: any of its words will do. */
    @Override
    public int hashCode() {
        return (int) a;
    }

    /** 64 lowercase hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(a) + hex.toHexDigits(b) + hex.toHexDigits(c) + hex.toHexDigits(d);
    }
}

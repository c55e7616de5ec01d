package dev.cordon.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** To make one costs about as much as to hash a token; each is ready again after its use. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(TokenHash::digest);

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The hash of a token's ASCII text. */
    public static TokenHash of(String compact) {
        byte[] hash = sha256(compact.getBytes(StandardCharsets.UTF_8));
        return new TokenHash(word(hash, 0), word(hash, 8), word(hash, 16), word(hash, 24));
    }

    private static long word(byte[] bytes, int start) {
        return (long) WORDS.get(bytes, start);
    }

    static byte[] sha256(byte[] input) {
        return DIGESTS.get().digest(input);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** Whether both are the same, in a time that tells nothing of where they differ. */
    public boolean isSameAs(TokenHash other) {
        return ((a ^ other.a) | (b ^ other.b) | (c ^ other.c) | (d ^ other.d)) == 0;
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

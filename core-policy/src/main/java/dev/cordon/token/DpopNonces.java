package dev.cordon.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The nonces that an enforcement point demands in DPoP proofs (RFC 9449 §9), so that nobody can make proofs ahead of
 * time for later use. Nothing is stored: a nonce is the HMAC-SHA256 of its minute, so whoever has the key hands out and
 * takes the same ones. Immutable and safe to share between threads.
 */
public final class DpopNonces {

    /** For how long one nonce is handed out, in seconds; it is taken for as long again. */
    public static final long PERIOD = 60;

    /** The shortest key, in bytes. */
    public static final int SHORTEST_KEY = 32;

    private static final String HMAC = "HmacSHA256";
    private static final byte[] PURPOSE = "cordon dpop nonce\0".getBytes(StandardCharsets.US_ASCII);

    /** Half of the HMAC (RFC 2104 §5): 22 characters. */
    private static final int LENGTH = 16;

    private final SecretKeySpec key;

    /**
     * Nonces of that key.
     *
     * @param key random; the same for all enforcement points between which callers move
     * @throws IllegalArgumentException where it is too short
     */
    public DpopNonces(byte[] key) {
        if (key.length < SHORTEST_KEY) {
            throw new IllegalArgumentException("a nonce key has at least " + SHORTEST_KEY + " random bytes");
        }
        this.key = new SecretKeySpec(key, HMAC);
    }

    /** The nonce to hand out at that time, for the header {@code DPoP-Nonce} (RFC 9449 §8.1). */
    public String at(Instant now) {
        return Base64Url.encode(nonce(Math.floorDiv(now.getEpochSecond(), PERIOD)));
    }

    /** Whether a proof's nonce is the present one or the one before; compared in constant time. */
    boolean isGood(@Nullable String nonce, Instant now) {
        if (nonce == null) {
            return false;
        }
        byte[] shown = nonce.getBytes(StandardCharsets.UTF_8);
        long minute = Math.floorDiv(now.getEpochSecond(), PERIOD);
        boolean present = MessageDigest.isEqual(text(minute), shown);
        boolean before = MessageDigest.isEqual(text(minute - 1), shown);
        return present || before;
    }

    private byte[] text(long minute) {
        return Base64Url.encode(nonce(minute)).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] nonce(long minute) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(PURPOSE);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(minute).flip());
            return Arrays.copyOf(mac.doFinal(), LENGTH);
        } catch (GeneralSecurityException e) {
            // every Java runtime has it, and the key was made for it
            throw new IllegalStateException(e);
        }
    }

    /** Names the type, not the key. */
    @Override
    public String toString() {
        return "nonces";
    }
}

package dev.cordon.token;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The text of an API key, such as a partner keeps: {@code cordon_1}, 256 random bits as 43 digits of base 62, and a
 * checksum of all before it as 6 more. Whoever scans for leaked keys finds one by its form and tells it from other text
 * by its checksum, without asking anybody. It is a secret: shown once when it is made, and known by its hash from then
 * on. That hash is a plain SHA-256: what is slow to hash protects texts that can be guessed, and 256 random bits can't
 * be.
 */
public final class ApiKeyText {

    /**
     * The brand, and the version of the form. No JWS begins so: the base64url of a JSON object begins with other
     * letters.
     */
    private static final String PREFIX = "cordon_1";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int BYTES = 32;
    private static final int RANDOM = 43;
    private static final int CHECKSUM = 6;

    private final String text;
    private final TokenHash hash;

    private ApiKeyText(String text) {
        this.text = text;
        this.hash = TokenHash.of(text);
    }

    /** One that nobody knows yet. */
    public static ApiKeyText random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String begun = PREFIX + base62(new BigInteger(1, bytes), RANDOM);
        return new ApiKeyText(begun + checksum(begun));
    }

    /**
     * The key of that text; empty where it has not the form of one, or another checksum. Says nothing of whether
     * anybody was given it.
     */
    public static Optional<ApiKeyText> read(String text) {
        return isWhole(text) ? Optional.of(new ApiKeyText(text)) : Optional.empty();
    }

    static boolean isWhole(String text) {
        int end = PREFIX.length() + RANDOM;
        if (text.length() != end + CHECKSUM || !text.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < text.length(); i++) {
            if (DIGITS.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return text.endsWith(checksum(text.substring(0, end)));
    }

    private static String checksum(String begun) {
        CRC32 sum = new CRC32();
        sum.update(begun.getBytes(StandardCharsets.US_ASCII));
        return base62(BigInteger.valueOf(sum.getValue()), CHECKSUM);
    }

    private static String base62(BigInteger number, int digits) {
        StringBuilder text = new StringBuilder(digits);
        BigInteger rest = number;
        for (int i = 0; i < digits; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(DIGITS.length()));
            text.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return text.reverse().toString();
    }

    /** What is kept of it. */
    public TokenHash hash() {
        return hash;
    }

    /** The key itself: a secret. */
    public String reveal() {
        return text;
    }

    /** Compares in a time that tells nothing of where they differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKeyText that && hash.isSameAs(that.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    /** Names the key by its hash. */
    @Override
    public String toString() {
        return "API key " + hash;
    }
}

package dev.cordon.chain;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The hash of a chain (SHA-256, FIPS 180-4). For one thread: making a digest for each line would cost as much again.
 */
final class ChainHash {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final MessageDigest sha256;

    ChainHash() {
        try {
            this.sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /** The value of a line: the hash of the value before, as it is written, and of the line's first bytes. */
    String next(String before, byte[] line, int covered) {
        byte[] text = new byte[before.length()];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) before.charAt(i);
        }
        sha256.update(text);
        sha256.update(line, 0, covered);
        return BASE64URL.encodeToString(sha256.digest());
    }

    /** The hash of bytes that are no line. */
    String of(byte[] bytes) {
        return BASE64URL.encodeToString(sha256.digest(bytes));
    }
}

package dev.cordon.aws.store.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of versions, which are the tokens of the requests that make them: the same for all who make the same version, so
 * that one of them makes it and the others find it.
 *
 * @param secret the secret's name
 */
record VersionIds(String secret) {

    /** The version that is given where none is. */
    String none() {
        return digest("none");
    }

    /**
     * That of a generation.
     *
     * @param attempt how many secrets of it were destroyed before
     */
    String of(long generation, int attempt) {
        return digest(generation + "\n" + attempt);
    }

    /** As long as a token may be. */
    private String digest(String what) {
        try {
            byte[] text = ("cordon\n" + secret + "\n" + what).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

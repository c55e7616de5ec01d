package dev.cordon.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * 128 bits of a SHA-256 that stand for a token or a chain where millions are listed. Any two differ but by a chance of
 * 2^-128, and nobody can choose an id that has another one's: one that is asked about a million others meets one of
 * them with a chance of 2^-108.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the next 8
 */
public record Fingerprint(long high, long low) {

    /** No name of an issuer has a control character, so no two pairs make one text. */
    private static final char END = '\0';

    /** That of one token, by the policy's name of its issuer and its {@code jti}. */
    public static Fingerprint ofToken(String issuer, String id) {
        return of("token" + END + issuer + END + id);
    }

    /** That of all tokens of one {@code txn}. */
    public static Fingerprint ofChain(String transaction) {
        return of("chain" + END + transaction);
    }

    private static Fingerprint of(String text) {
        ByteBuffer hash = ByteBuffer.wrap(TokenHash.sha256(text.getBytes(StandardCharsets.UTF_8)));
        return new Fingerprint(hash.getLong(), hash.getLong());
    }
}

package dev.cordon.aws.store.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where an entry is. Entries of one kind lie together, in the order of their ids as bytes of UTF-8.
 *
 * @param kind the partition key {@code kind}
 * @param id the sort key {@code id}
 */
record Key(String kind, String id) {

    /** DynamoDB has no longer sort keys, in bytes, and no empty ones. */
    private static final int LONGEST = 1_024;

    /** Whether an entry can have this key. */
    boolean canBe() {
        return !id.isEmpty() && id.getBytes(StandardCharsets.UTF_8).length <= LONGEST;
    }

    /** A text of any length and content as one of 64 digits. */
    static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package dev.cordon.issuance;

import dev.cordon.token.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The keys that an issuer signs with, signed with, or will sign with.
 *
 * @param revision grows by 1 with every change; 0 where there was never a key
 * @param keys in the order in which they sign, each {@code kid} once
 */
public record SigningKeys(long revision, List<ScheduledKey> keys) {

    /** No key yet. */
    public static final SigningKeys NONE = new SigningKeys(0, List.of());

    /**
     * One key.
     *
     * @param key the key: a secret
     * @param publishedAt when its public half was shown first
     * @param signsFrom when it begins to sign
     * @param signsUntil when the next key takes over; empty for the last one
     */
    public record ScheduledKey(SigningKey key, Instant publishedAt, Instant signsFrom, Optional<Instant> signsUntil) {}

    /** @throws IllegalArgumentException where two keys have one {@code kid} */
    public SigningKeys {
        keys = List.copyOf(keys);
        if (keys.stream().map(one -> one.key().keyId()).distinct().count() < keys.size()) {
            throw new IllegalArgumentException("two keys of an issuer have one kid");
        }
    }
}

package dev.cordon.issuance;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The issuer's keys as a store has them, read anew when they are a second old: makes tokens with the one that signs,
 * shows the public halves, and sees to it that there is a next one in time. Safe for use by many threads; blocks as
 * long as the store does.
 */
public final class StoredKeys implements IssuingKeys {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final String issuer;
    private final SigningKeyStore store;
    private final KeySchedule schedule;
    private final SecureRandom random;
    private final SignatureProvider provider = SignatureProvider.fastest();
    private final AtomicReference<@Nullable Read> latest = new AtomicReference<>();

    /** The keys, when they were read, and what makes tokens with each. */
    private record Read(SigningKeys keys, Instant at, Map<String, SegmentTokenMinter> minters) {}

    /**
     * Keys of that store.
     *
     * @param issuer the {@code iss} of the tokens that they sign
     * @param random makes keys, and ids of tokens
     */
    public StoredKeys(String issuer, SigningKeyStore store, KeySchedule schedule, SecureRandom random) {
        this.issuer = issuer;
        this.store = store;
        this.schedule = schedule;
        this.random = random;
    }

    @Override
    public SegmentTokenMinter at(Instant now) throws SignerUnavailableException {
        try {
            Read known = read(now);
            SigningKey key = schedule.signing(known.keys(), now)
                    .orElseThrow(() -> new SignerUnavailableException("the issuer has no key that signs now"));
            SegmentTokenMinter minter = known.minters().get(key.keyId());
            if (minter == null) {
                throw new SignerUnavailableException("the issuer has no key that signs now");
            }
            return minter;
        } catch (SigningKeyStoreUnavailableException e) {
            throw new SignerUnavailableException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<JsonWebKeys> shown(Instant now) throws SigningKeyStoreUnavailableException {
        return schedule.shown(read(now).keys(), now);
    }

    /**
     * Makes the next key where it is time for one. Many may call this at once, in one process or in many: one of them
     * makes it.
     *
     * @param algorithm of a new key
     * @return whether there is a new one
     * @throws SigningKeyStoreUnavailableException where that can't be known
     */
    public boolean rotateIfDue(SignatureAlgorithm algorithm, Instant now) throws SigningKeyStoreUnavailableException {
        SigningKeys known = store.read();
        boolean rotated = schedule.isDue(known, now)
                && store.replace(schedule.rotated(known, SigningKey.generate(algorithm, random), now));
        if (rotated) {
            latest.set(null);
        }
        return rotated;
    }

    private Read read(Instant now) throws SigningKeyStoreUnavailableException {
        Read known = latest.get();
        if (known != null && Duration.between(known.at(), now).abs().compareTo(FRESH) < 0) {
            return known;
        }
        SigningKeys keys = store.read();
        boolean same = known != null && known.keys().revision() == keys.revision();
        Read fresh = new Read(keys, now, same && known != null ? known.minters() : minters(keys));
        latest.set(fresh);
        return fresh;
    }

    private Map<String, SegmentTokenMinter> minters(SigningKeys keys) {
        Map<String, SegmentTokenMinter> minters = new HashMap<>();
        for (SigningKeys.ScheduledKey one : keys.keys()) {
            minters.put(
                    one.key().keyId(), new SegmentTokenMinter(issuer, one.key().by(provider), random));
        }
        return Map.copyOf(minters);
    }
}

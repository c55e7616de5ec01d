package dev.cordon.issuance;

import dev.cordon.issuance.SigningKeys.ScheduledKey;
import dev.cordon.policy.TokenRules;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When an issuer's keys are shown, sign, and go. A key is shown before it signs, so that whoever verifies knows it by
 * then, and stays until the last token that it signed has ended. Immutable.
 */
public final class KeySchedule {

    /** How far clocks may be apart: a key stays this much longer. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    private final Duration lead;
    private final Duration period;
    private final Duration longestToken;

    /**
     * A schedule.
     *
     * @param lead how long a key is shown before it signs: longer than any enforcement point takes to fetch it
     * @param period how long a key signs, from the lead on
     * @param longestToken the longest life of a token, which a key outlasts
     * @throws IllegalArgumentException where one is negative or the period no longer than the lead
     */
    public KeySchedule(Duration lead, Duration period, Duration longestToken) {
        if (lead.isNegative() || longestToken.isNegative() || period.compareTo(lead) <= 0) {
            throw new IllegalArgumentException("a key signs for longer than it is shown ahead");
        }
        this.lead = lead;
        this.period = period;
        this.longestToken = longestToken;
    }

    /**
     * What suits most: a key is shown ten minutes ahead, signs for thirty days, and outlasts the longest token that a
     * policy may grant.
     */
    public static KeySchedule standard() {
        return new KeySchedule(Duration.ofMinutes(10), Duration.ofDays(30), TokenRules.LONGEST);
    }

    /** The key that signs at that time. */
    public Optional<SigningKey> signing(SigningKeys keys, Instant now) {
        return keys.keys().stream()
                .filter(one -> !now.isBefore(one.signsFrom()))
                .filter(one -> one.signsUntil().map(now::isBefore).orElse(true))
                .map(ScheduledKey::key)
                .findFirst();
    }

    /** The public halves to show at that time; empty where no key is left. */
    public Optional<JsonWebKeys> shown(SigningKeys keys, Instant now) {
        Optional<JsonWebKeys> shown = Optional.empty();
        for (ScheduledKey one : keys.keys()) {
            if (!isOver(one, now)) {
                JsonWebKeys own = one.key().publicKeys();
                shown = Optional.of(shown.isEmpty() ? own : both(shown.get(), own));
            }
        }
        return shown;
    }

    private static JsonWebKeys both(JsonWebKeys some, JsonWebKeys more) {
        try {
            return some.and(more);
        } catch (InvalidKeyFileException e) {
            throw new IllegalStateException("two keys of an issuer have one kid", e);
        }
    }

    /** Whether it is time for the next key: there is none, or the one that signs has nearly done so for a period. */
    public boolean isDue(SigningKeys keys, Instant now) {
        if (keys.keys().isEmpty()) {
            return true;
        }
        ScheduledKey last = keys.keys().get(keys.keys().size() - 1);
        return !now.isBefore(last.signsFrom().plus(period).minus(lead));
    }

    /**
     * The keys with a further one, which takes over after the lead; the very first one signs at once. Keys that are
     * over go.
     *
     * @param fresh a new key
     * @throws IllegalStateException where the last key has not begun to sign
     */
    public SigningKeys rotated(SigningKeys known, SigningKey fresh, Instant now) {
        List<ScheduledKey> keys = new ArrayList<>(known.keys());
        keys.removeIf(one -> isOver(one, now));
        Instant from = now;
        if (!keys.isEmpty()) {
            ScheduledKey last = keys.remove(keys.size() - 1);
            if (now.isBefore(last.signsFrom())) {
                throw new IllegalStateException(
                        "key `" + last.key().keyId() + "` signs from `" + last.signsFrom() + "` on: wait until then");
            }
            from = now.plus(lead);
            keys.add(new ScheduledKey(last.key(), last.publishedAt(), last.signsFrom(), Optional.of(from)));
        }
        keys.add(new ScheduledKey(fresh, now, from, Optional.empty()));
        return new SigningKeys(known.revision() + 1, keys);
    }

    /**
     * The keys after all so far were stolen: the fresh one alone, which signs at once. Whoever calls this revokes the
     * others, since enforcement points know them for a while.
     */
    public SigningKeys replaced(SigningKeys known, SigningKey fresh, Instant now) {
        return new SigningKeys(known.revision() + 1, List.of(new ScheduledKey(fresh, now, now, Optional.empty())));
    }

    private boolean isOver(ScheduledKey key, Instant now) {
        return key.signsUntil()
                .map(until -> !now.isBefore(until.plus(longestToken).plus(LEEWAY)))
                .orElse(false);
    }
}

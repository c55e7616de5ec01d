package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.race.Race;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** The keys of a store sign, are shown and follow one another in time. */
final class StoredKeysTest {

    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration LEAD = Duration.ofMinutes(10);
    private static final Duration PERIOD = Duration.ofDays(30);

    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore();
    private final KeySchedule schedule = new KeySchedule(LEAD, PERIOD, Duration.ofHours(1));
    private final StoredKeys keys = new StoredKeys("https://cordon.example", store, schedule, new SecureRandom());

    @Test
    void without_a_key_nothing_is_signed_and_nothing_shown() throws Exception {
        assertThat(keys.shown(START)).isEmpty();
        assertThatExceptionOfType(SignerUnavailableException.class)
                .isThrownBy(() -> keys.at(START))
                .withMessage("the issuer has no key that signs now");
    }

    @Test
    void the_first_key_signs_as_soon_as_it_is_made() throws Exception {
        assertThat(keys.shown(START)).isEmpty();

        assertThat(keys.rotateIfDue(SignatureAlgorithm.EDDSA, START)).isTrue();

        SigningKey made = store.read().keys().get(0).key();
        assertThat(made.algorithm()).isEqualTo(SignatureAlgorithm.EDDSA);
        assertThat(keys.shown(START)).contains(made.publicKeys());
        assertThat(keys.at(START)).isNotNull();
        assertThat(keys.rotateIfDue(SignatureAlgorithm.EDDSA, START)).isFalse();
    }

    @Test
    void the_next_key_is_made_in_time_and_takes_over() throws Exception {
        keys.rotateIfDue(SignatureAlgorithm.ES256, START);
        Instant due = START.plus(PERIOD).minus(LEAD);

        assertThat(keys.rotateIfDue(SignatureAlgorithm.ES256, due.minusSeconds(1)))
                .isFalse();
        SegmentTokenMinter first = keys.at(due);
        assertThat(keys.rotateIfDue(SignatureAlgorithm.ES256, due)).isTrue();

        assertThat(store.read().keys()).hasSize(2);
        assertThat(keys.shown(due)).isEqualTo(schedule.shown(store.read(), due));
        assertThat(keys.at(due.plus(LEAD))).isNotSameAs(first);
    }

    @Test
    void what_another_process_changed_counts_a_second_later() throws Exception {
        keys.rotateIfDue(SignatureAlgorithm.ES256, START);
        SegmentTokenMinter before = keys.at(START);
        SigningKey fresh = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        store.replace(schedule.replaced(store.read(), fresh, START));

        assertThat(keys.at(START.plusMillis(999))).isSameAs(before);
        assertThat(keys.at(START.plusSeconds(1))).isNotSameAs(before);
        assertThat(keys.shown(START.plusSeconds(1))).contains(fresh.publicKeys());
    }

    @Test
    void keys_that_have_not_changed_are_prepared_once() throws Exception {
        keys.rotateIfDue(SignatureAlgorithm.ES256, START);

        assertThat(keys.at(START.plusSeconds(5))).isSameAs(keys.at(START));
    }

    @Test
    void a_store_that_does_not_answer_signs_nothing() throws Exception {
        keys.rotateIfDue(SignatureAlgorithm.ES256, START);
        store.isDown(true);

        assertThatExceptionOfType(SignerUnavailableException.class)
                .isThrownBy(() -> keys.at(START))
                .withMessage("the store does not answer");
        assertThatExceptionOfType(SigningKeyStoreUnavailableException.class).isThrownBy(() -> keys.shown(START));
    }

    @Test
    void of_many_who_rotate_at_once_one_makes_the_key() throws Exception {
        List<Callable<Boolean>> many = Collections.nCopies(
                8,
                () -> new StoredKeys("https://cordon.example", store, schedule, new SecureRandom())
                        .rotateIfDue(SignatureAlgorithm.ES256, START));

        assertThat(Race.onlyWinner(many)).isBetween(0, 7);
        assertThat(store.read().keys()).hasSize(1);
    }
}

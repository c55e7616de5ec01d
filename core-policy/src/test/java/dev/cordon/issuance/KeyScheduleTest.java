package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.InvalidKeyFileException;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A key is shown before it signs, and until the last token that it signed has ended. */
final class KeyScheduleTest {

    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration LEAD = Duration.ofMinutes(10);
    private static final Duration PERIOD = Duration.ofDays(30);
    private static final Duration TOKEN = Duration.ofHours(1);
    private static final SigningKey FIRST = key();
    private static final SigningKey SECOND = key();
    private static final SigningKey THIRD = key();

    private final KeySchedule schedule = new KeySchedule(LEAD, PERIOD, TOKEN);
    private final SigningKeys one = schedule.rotated(SigningKeys.NONE, FIRST, START);
    private final Instant turn = START.plus(PERIOD).minus(LEAD);
    private final SigningKeys two = schedule.rotated(one, SECOND, turn);

    private static SigningKey key() {
        return SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    }

    @Test
    void the_first_key_signs_at_once() {
        assertThat(one.revision()).isEqualTo(1);
        assertThat(schedule.signing(one, START)).contains(FIRST);
        assertThat(schedule.signing(one, START.minusSeconds(1))).isEmpty();
        assertThat(schedule.shown(one, START)).contains(FIRST.publicKeys());
        assertThat(schedule.signing(SigningKeys.NONE, START)).isEmpty();
        assertThat(schedule.shown(SigningKeys.NONE, START)).isEmpty();
    }

    @Test
    void the_next_key_is_due_a_lead_before_the_period_is_over() {
        assertThat(schedule.isDue(SigningKeys.NONE, START)).isTrue();
        assertThat(schedule.isDue(one, turn.minusSeconds(1))).isFalse();
        assertThat(schedule.isDue(one, turn)).isTrue();
        assertThat(schedule.isDue(two, turn)).isFalse();
        assertThat(schedule.isDue(two, turn.plus(LEAD).plus(PERIOD).minus(LEAD)))
                .isTrue();
    }

    @Test
    void the_next_key_is_shown_for_the_lead_before_it_takes_over() throws Exception {
        Instant takeover = turn.plus(LEAD);

        assertThat(two.revision()).isEqualTo(2);
        assertThat(schedule.signing(two, turn)).contains(FIRST);
        assertThat(schedule.signing(two, takeover.minusNanos(1))).contains(FIRST);
        assertThat(schedule.signing(two, takeover)).contains(SECOND);
        assertThat(schedule.shown(two, turn)).contains(both());
    }

    @Test
    void a_key_stays_until_its_last_token_has_ended() throws Exception {
        Instant end = turn.plus(LEAD).plus(TOKEN).plusSeconds(5);

        assertThat(schedule.shown(two, end.minusNanos(1))).contains(both());
        assertThat(schedule.shown(two, end)).contains(SECOND.publicKeys());
        assertThat(schedule.rotated(two, THIRD, end.minusNanos(1)).keys()).hasSize(3);
        assertThat(schedule.rotated(two, THIRD, end).keys()).hasSize(2);
    }

    private static JsonWebKeys both() throws InvalidKeyFileException {
        return FIRST.publicKeys().and(SECOND.publicKeys());
    }

    @Test
    void one_rotation_ends_before_the_next_begins() {
        assertThatIllegalStateException()
                .isThrownBy(() -> schedule.rotated(two, THIRD, turn.plus(LEAD).minusNanos(1)))
                .withMessageContaining(SECOND.keyId());
        assertThat(schedule.rotated(two, THIRD, turn.plus(LEAD)).keys()).hasSize(3);
    }

    @Test
    void in_an_emergency_the_fresh_key_is_the_only_one() {
        SigningKeys after = schedule.replaced(two, THIRD, turn);

        assertThat(after.revision()).isEqualTo(3);
        assertThat(schedule.signing(after, turn)).contains(THIRD);
        assertThat(schedule.shown(after, turn)).contains(THIRD.publicKeys());
    }

    @Test
    void a_key_signs_for_longer_than_it_is_shown_ahead() {
        Duration longer = Duration.ofDays(31);

        assertThatIllegalArgumentException().isThrownBy(() -> new KeySchedule(longer, PERIOD, TOKEN));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySchedule(LEAD.negated(), PERIOD, TOKEN));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySchedule(LEAD, PERIOD, TOKEN.negated()));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySchedule(Duration.ZERO, Duration.ZERO, TOKEN));
    }
}

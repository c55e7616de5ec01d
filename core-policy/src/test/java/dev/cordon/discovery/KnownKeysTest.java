package dev.cordon.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SigningKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When an issuer is asked, and how long what it said counts. */
final class KnownKeysTest {

    private static final JsonWebKeys KEYS =
            SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()).publicKeys();
    /** A monotonic clock may stand anywhere, and run over. */
    private static final long START = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos();

    private static long after(Duration time) {
        return START + time.toNanos();
    }

    private static KnownKeys found(Optional<Duration> maxAge) {
        return KnownKeys.none(START).asked(START).found(new KeyFetcher.Fetched(KEYS, maxAge));
    }

    /** The first whole second at which it is time to ask. */
    private static long dueAfter(KnownKeys keys) {
        long second = 0;
        while (!keys.isDue(after(Duration.ofSeconds(second)))) {
            second++;
        }
        return second;
    }

    @Test
    void nothing_is_known_at_first_and_it_is_time_to_ask_once() {
        KnownKeys none = KnownKeys.none(START);

        assertThat(none.keys(START)).isEmpty();
        assertThat(none.isDue(START)).isTrue();
        assertThat(none.asked(START).isDue(after(Duration.ofDays(2)))).isFalse();
    }

    @Test
    void keys_are_read_anew_before_the_age_that_their_issuer_says_within_bounds() {
        assertThat(dueAfter(found(Optional.empty()))).isEqualTo(2_700);
        assertThat(dueAfter(found(Optional.of(Duration.ofMinutes(20))))).isEqualTo(900);
        assertThat(dueAfter(found(Optional.of(Duration.ZERO)))).isEqualTo(225);
        assertThat(dueAfter(found(Optional.of(Duration.ofDays(365))))).isEqualTo(16_200);
    }

    @Test
    void unknown_keys_are_a_reason_to_ask_once_in_a_while() {
        KnownKeys wanted = found(Optional.empty()).demanded();

        assertThat(dueAfter(wanted)).isEqualTo(30);
        long then = after(Duration.ofSeconds(30));
        KnownKeys again = wanted.asked(then);
        assertThat(again.demanded().isDue(after(Duration.ofDays(1)))).isFalse();
        KnownKeys answered = again.found(new KeyFetcher.Fetched(KEYS, Optional.empty()));
        assertThat(answered.isDue(then + 1)).isFalse();
        assertThat(dueAfter(answered.demanded())).isEqualTo(60);
    }

    @Test
    void after_failures_the_pauses_grow_to_five_minutes() {
        KnownKeys keys = KnownKeys.none(START);
        List<Long> pauses = new ArrayList<>();
        long last = 0;
        for (int i = 0; i < 8; i++) {
            long now = after(Duration.ofSeconds(last));
            keys = keys.asked(now).failed(now);
            assertThat(keys.isFailing()).isTrue();
            long next = dueAfter(keys);
            pauses.add(next - last);
            last = next;
        }

        assertThat(pauses).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
    }

    @Test
    void a_demand_waits_for_its_own_pause_after_a_failure_and_no_longer() {
        KnownKeys failing = KnownKeys.none(START);
        for (int i = 0; i < 6; i++) {
            failing = failing.asked(START).failed(START);
        }

        assertThat(dueAfter(failing)).isEqualTo(300);
        assertThat(dueAfter(failing.demanded())).isEqualTo(30);
    }

    @Test
    void the_last_good_keys_count_for_a_day_and_no_longer() {
        KnownKeys failing = found(Optional.empty());
        for (int i = 1; i < 24; i++) {
            failing = failing.asked(after(Duration.ofHours(i))).failed(after(Duration.ofHours(i)));
        }

        assertThat(failing.keys(after(Duration.ofDays(1).minusNanos(1)))).contains(KEYS);
        assertThat(failing.keys(after(Duration.ofDays(1)))).isEmpty();
    }

    @Test
    void an_answers_age_is_read_where_it_says_one() {
        assertThat(CacheControl.maxAge("public, Max-Age=600 ,must-revalidate")).contains(Duration.ofMinutes(10));
        assertThat(CacheControl.maxAge("max-age=600, no-store")).contains(Duration.ZERO);
        assertThat(CacheControl.maxAge("max-age=60, max-age=600")).contains(Duration.ofMinutes(1));
        for (String odd :
                List.of("", "max-age=", "max-age=-1", "max-age=1e3", "max-age=9999999999", "x".repeat(2_000))) {
            assertThat(CacheControl.maxAge(odd)).as(odd).isEmpty();
        }
    }
}

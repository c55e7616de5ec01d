package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What came of a demand, and which of two buckets tells it. */
final class TallyTest {

    private static final RateLimit LIMIT = new RateLimit(10, RateLimit.Per.SECOND, 10);
    private static final Bucket BUCKET = new Bucket.OfFlow(new FlowId("checkout"), LIMIT);

    private static Tally tally(long remaining, long delay) {
        return new Tally(BUCKET, remaining, delay, 5);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1", "1, 1, 1"})
    void no_number_is_negative_and_nothing_is_left_where_a_call_is_refused(long remaining, long delay, long reset) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Tally(BUCKET, remaining, delay, reset));
    }

    @Test
    void a_call_that_must_wait_at_all_is_refused() {
        assertThat(tally(0, 0).isGranted()).isTrue();
        assertThat(tally(0, 1).isGranted()).isFalse();
    }

    @Test
    void the_longer_wait_tells_and_then_the_fewer_calls_left() {
        assertThat(tally(0, 7).or(tally(0, 8))).isEqualTo(tally(0, 8));
        assertThat(tally(0, 8).or(tally(0, 7))).isEqualTo(tally(0, 8));
        assertThat(tally(0, 0).or(tally(0, 1))).isEqualTo(tally(0, 1));
        assertThat(tally(3, 0).or(tally(2, 0))).isEqualTo(tally(2, 0));
        assertThat(tally(2, 0).or(tally(3, 0))).isEqualTo(tally(2, 0));
    }
}

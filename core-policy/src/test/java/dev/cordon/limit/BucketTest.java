package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BucketTest {

    @ParameterizedTest
    @CsvSource({
        "200, SECOND, 400, 5000000, 2000000000",
        "1, MINUTE, 1, 60000000000, 60000000000",
        "50, HOUR, 10, 72000000000, 720000000000",
        "1000000000, SECOND, 1000000000, 1, 1000000000",
        "7, SECOND, 7, 142857142, 999999994",
    })
    void a_call_costs_its_part_of_the_period_and_a_bucket_as_many_of_them_as_its_burst(
            long calls, RateLimit.Per per, long burst, long interval, long capacity) {
        Bucket bucket = bucket(calls, per, burst);

        assertThat(bucket.interval()).isEqualTo(interval);
        assertThat(bucket.capacity()).isEqualTo(capacity);
    }

    @ParameterizedTest
    @CsvSource({"1, HOUR", "1, MINUTE", "2, HOUR", "999, HOUR"})
    void a_bucket_that_would_take_longer_to_fill_than_a_clock_can_tell_takes_146_years(long calls, RateLimit.Per per) {
        Bucket bucket = bucket(calls, per, RateLimit.MOST);

        long most = Long.MAX_VALUE / 2;
        long wanted = Math.multiplyHigh(bucket.interval(), RateLimit.MOST) == 0
                ? Math.min(most, bucket.interval() * RateLimit.MOST)
                : most;
        assertThat(bucket.capacity()).isBetween(wanted - bucket.interval(), wanted);
    }

    @Test
    void records_and_answers_tell_whose_calls_were_counted() {
        assertThat(Bucket.Kind.values())
                .extracting(Bucket.Kind::toString)
                .containsExactly("flow", "flow-caller", "segment", "segment-caller");
    }

    private static Bucket bucket(long calls, RateLimit.Per per, long burst) {
        return new Bucket.OfFlow(new FlowId("checkout"), new RateLimit(calls, per, burst));
    }
}

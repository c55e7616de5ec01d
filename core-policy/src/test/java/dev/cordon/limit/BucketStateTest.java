package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import org.junit.jupiter.api.Test;

/** The bucket of these tests holds ten calls of 100 ms each. */
final class BucketStateTest {

    private static final long CALL = 100_000_000L;
    private static final long MINUTE = 600 * CALL;
    private static final long NOON = 1_795_348_800_000_000_000L;
    private static final Bucket BUCKET = bucket(RateLimit.Per.SECOND);
    private static final BucketState FULL = BucketState.full(BUCKET, NOON);

    @Test
    void what_is_taken_flows_back_at_the_rate_and_no_more_than_what_was_taken() {
        BucketState three = FULL.taking(BUCKET, 3);

        assertThat(FULL.free(BUCKET)).isEqualTo(10);
        assertThat(three.free(BUCKET)).isEqualTo(7);
        assertThat(three.reset(NOON)).isEqualTo(3 * CALL);
        assertThat(three.reset(NOON + CALL)).isEqualTo(2 * CALL);
        assertThat(three.reset(NOON - CALL)).isEqualTo(3 * CALL);
        assertThat(three.advanced(NOON + CALL).free(BUCKET)).isEqualTo(8);
        assertThat(three.advanced(NOON + 9 * CALL).free(BUCKET)).isEqualTo(10);
    }

    @Test
    void the_wait_is_until_one_call_is_back() {
        BucketState empty = FULL.taking(BUCKET, 10);

        assertThat(empty.delay(BUCKET)).isEqualTo(CALL);
        assertThat(empty.advanced(NOON + CALL - 1).delay(BUCKET)).isEqualTo(1);
        assertThat(empty.advanced(NOON + CALL).delay(BUCKET)).isZero();
    }

    @Test
    void an_instant_that_lies_behind_changes_nothing() {
        BucketState three = FULL.taking(BUCKET, 3);

        assertThat(three.advanced(NOON - CALL)).isEqualTo(three.advanced(NOON));
        assertThat(three.advanced(NOON - CALL).at()).isEqualTo(NOON);
    }

    @Test
    void no_more_is_given_back_than_was_missing_at_each_write() {
        BucketState missingTwo = FULL.taking(BUCKET, 6).advanced(NOON + 4 * CALL);
        BucketState again = missingTwo.taking(BUCKET, 5);

        assertThat(missingTwo.spare()).isEqualTo(2 * CALL);
        assertThat(again.givingBack(BUCKET, 6, again.epoch()).free(BUCKET)).isEqualTo(5);
    }

    @Test
    void what_was_given_back_counts_against_what_may_be() {
        BucketState state = FULL.taking(BUCKET, 6).advanced(NOON + 3 * CALL).taking(BUCKET, 5);
        BucketState once = state.givingBack(BUCKET, 2, state.epoch());

        assertThat(once.free(BUCKET)).isEqualTo(state.free(BUCKET) + 2);
        assertThat(once.givingBack(BUCKET, 2, state.epoch()).free(BUCKET)).isEqualTo(state.free(BUCKET) + 3);
    }

    @Test
    void where_nothing_may_be_given_back_a_new_epoch_begins_in_which_it_may() {
        BucketState state = FULL.taking(BUCKET, 6).advanced(NOON + 6 * CALL - 1).taking(BUCKET, 5);
        BucketState next = state.givingBack(BUCKET, 5, state.epoch());
        BucketState more = next.taking(BUCKET, 2);

        assertThat(next.free(BUCKET)).isEqualTo(state.free(BUCKET));
        assertThat(next.epoch()).isEqualTo(state.epoch() + 1);
        assertThat(more.givingBack(BUCKET, 5, state.epoch())).isEqualTo(more);
        assertThat(more.givingBack(BUCKET, 2, next.epoch()).free(BUCKET)).isEqualTo(next.free(BUCKET));
    }

    @Test
    void a_bucket_that_was_full_begins_an_epoch_and_one_that_was_forgotten_a_later_one() {
        BucketState taken = FULL.taking(BUCKET, 3);

        assertThat(taken.advanced(NOON + 3 * CALL).epoch()).isEqualTo(taken.epoch() + 1);
        assertThat(taken.advanced(NOON + 3 * CALL - 1).epoch()).isEqualTo(taken.epoch());
        assertThat(BucketState.full(BUCKET, NOON + CALL).epoch()).isGreaterThan(taken.epoch() + 1_000);
    }

    @Test
    void no_state_owes_more_than_the_bucket_holds() {
        assertThat(FULL.taking(BUCKET, 10).fits(BUCKET)).isTrue();
        assertThat(FULL.taking(BUCKET, 11).fits(BUCKET)).isFalse();
    }

    @Test
    void each_point_is_counted_once_in_a_span_and_remembered_in_the_next() {
        long now = NOON / MINUTE;
        BucketState two = FULL.by(BUCKET, -1).by(BUCKET, now - 1).by(BUCKET, now);

        assertThat(two.census()).isEqualTo(new BucketState.Census(now, 2, 0));
        BucketState next = two.advanced(NOON + MINUTE).by(BUCKET, now);
        assertThat(next.census()).isEqualTo(new BucketState.Census(now + 1, 1, 2));
        assertThat(next.census().lately()).isEqualTo(2);
        assertThat(next.by(BUCKET, now).by(BUCKET, now).census().lately()).isEqualTo(3);
        assertThat(two.advanced(NOON + 2 * MINUTE).by(BUCKET, now).census())
                .isEqualTo(new BucketState.Census(now + 2, 1, 0));
    }

    @Test
    void points_are_counted_by_the_period_where_it_is_longer_than_a_minute() {
        Bucket hourly = bucket(RateLimit.Per.HOUR);
        long hour = NOON / (60 * MINUTE);
        BucketState one = BucketState.full(hourly, NOON).by(hourly, -1);

        assertThat(one.census()).isEqualTo(new BucketState.Census(hour, 1, 0));
        assertThat(one.advanced(NOON + 59 * MINUTE).by(hourly, -1).census())
                .isEqualTo(new BucketState.Census(hour, 2, 0));
        assertThat(one.advanced(NOON + 60 * MINUTE).by(hourly, hour).census())
                .isEqualTo(new BucketState.Census(hour + 1, 1, 1));
    }

    private static Bucket bucket(RateLimit.Per per) {
        return new Bucket.OfFlow(new FlowId("checkout"), new RateLimit(10, per, 10));
    }
}

package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.SegmentName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SharedCounterStoreTest extends CounterStoreContract {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final Bucket SMALL = flow("small", new RateLimit(10, RateLimit.Per.SECOND, 10));
    private static final Bucket LARGE = flow("large", new RateLimit(1000, RateLimit.Per.SECOND, 1000));

    private final Watched buckets = new Watched();
    private final AtomicLong now = new AtomicLong();
    private final SharedCounterStore one = point();
    private final SharedCounterStore other = point();

    /** Buckets that can be watched and broken. */
    private static final class Watched implements BucketStore {
        private final LocalBuckets inner = new LocalBuckets();
        private boolean down;
        private boolean losesAnswers;
        private int reads;
        private int writes;
        private int conflictAt;
        private Runnable onRead = () -> {};

        @Override
        public synchronized Optional<BucketState> read(Bucket bucket) throws CounterStoreUnavailableException {
            reads++;
            onRead.run();
            if (down) {
                throw new CounterStoreUnavailableException("down");
            }
            return inner.read(bucket);
        }

        @Override
        public synchronized boolean replace(Bucket bucket, Optional<BucketState> known, BucketState next)
                throws CounterStoreUnavailableException {
            writes++;
            if (writes == conflictAt) {
                return false;
            }
            boolean replaced = inner.replace(bucket, known, next);
            if (losesAnswers) {
                throw new CounterStoreUnavailableException("lost");
            }
            return replaced;
        }
    }

    @Override
    protected CounterStore store() {
        AtomicLong ticks = new AtomicLong();
        SharedCounterStore store = new SharedCounterStore(new LocalBuckets(), 1, ticks::get);
        return (demand, wall, at) -> {
            ticks.set(at);
            return store.take(demand, wall, at);
        };
    }

    @Test
    void where_the_limit_is_small_each_call_is_written_and_the_limit_is_exact() throws Exception {
        int granted = 0;
        for (int i = 0; i < 30; i++) {
            granted += take(i % 2 == 0 ? one : other, SMALL).isGranted() ? 1 : 0;
        }

        assertThat(granted).isEqualTo(10);
        assertThat(buckets.writes).isEqualTo(10);
    }

    @Test
    void where_the_limit_is_large_most_calls_are_granted_without_asking() throws Exception {
        int granted = 0;
        for (int i = 0; i < 900; i++) {
            now.addAndGet(SECOND / 1000);
            granted += take(one, LARGE).isGranted() ? 1 : 0;
        }

        assertThat(granted).isEqualTo(900);
        assertThat(buckets.writes).isLessThan(50);
    }

    @Test
    void a_lease_lapses_after_a_twentieth_of_the_period_and_what_is_left_of_it_is_given_back() throws Exception {
        take(one, LARGE);
        assertThat(left()).isEqualTo(950);
        now.addAndGet(SECOND / 20 - 1);
        take(one, LARGE);
        assertThat(buckets.writes).isEqualTo(1);
        now.addAndGet(1);
        take(one, LARGE);

        assertThat(buckets.writes).isEqualTo(2);
        assertThat(left()).isEqualTo(1000 - 25);
    }

    /** One point has leased at the beginning what it spends at the end; the other takes all that is there then. */
    @Test
    void the_worst_that_leases_can_do_is_a_twentieth_of_a_periods_calls() throws Exception {
        take(one, LARGE);
        now.addAndGet(SECOND / 20 - 1);
        int atOnce = 0;
        for (int i = 0; i < 1200; i++) {
            atOnce += take(other, LARGE).isGranted() ? 1 : 0;
        }
        assertThat(atOnce).isBetween(990, 1000);
        for (int i = 0; i < 100; i++) {
            atOnce += take(one, LARGE).isGranted() ? 1 : 0;
        }

        assertThat(atOnce).isBetween(1001, 1050);
    }

    @Test
    void nothing_is_given_back_to_a_bucket_that_was_full_meanwhile() throws Exception {
        take(one, LARGE);
        now.addAndGet(SECOND);
        take(other, LARGE);
        assertThat(left()).isEqualTo(950);
        take(one, LARGE);

        assertThat(left()).isEqualTo(950 - 25);
    }

    @Test
    void what_would_have_flowed_over_is_not_given_back() throws Exception {
        take(one, LARGE);
        now.addAndGet(SECOND / 20 - 1);
        take(other, LARGE);
        now.addAndGet(1);
        long before = left();
        take(one, LARGE);

        assertThat(left()).isLessThan(before);
    }

    @Test
    void nothing_is_given_back_that_may_have_been_already() throws Exception {
        long at = NOON.getEpochSecond() * SECOND;
        buckets.inner.replace(
                LARGE,
                Optional.empty(),
                new BucketState(at, at + 400 * SECOND / 1000, 7, Long.MAX_VALUE, new BucketState.Census(0, 0, 0)));
        take(one, LARGE);
        now.addAndGet(SECOND / 20);
        buckets.losesAnswers = true;
        assertThatExceptionOfType(CounterStoreUnavailableException.class).isThrownBy(() -> take(one, LARGE));
        buckets.losesAnswers = false;
        long before = left();
        take(one, LARGE);

        assertThat(left()).isLessThan(before);
    }

    @Test
    void a_call_that_one_bucket_refuses_is_given_back_to_the_other() throws Exception {
        Bucket segment = new Bucket.OfSegment(new SegmentName("payments"), new RateLimit(10, RateLimit.Per.SECOND, 1));
        Demand both = new Demand(List.of(SMALL, segment));
        for (int i = 0; i < 3; i++) {
            take(one, SMALL);
        }
        assertThat(one.take(both, wall(), now.get()).isGranted()).isTrue();
        // the call is written, and what gives it back finds another state once
        buckets.conflictAt = buckets.writes + 2;
        assertThat(other.take(both, wall(), now.get()).bucket()).isEqualTo(segment);

        BucketState small = buckets.inner.read(SMALL).orElseThrow();
        assertThat(small.free(SMALL)).isEqualTo(6);
    }

    @Test
    void a_refusal_is_remembered_and_costs_no_question() throws Exception {
        for (int i = 0; i < 11; i++) {
            take(one, SMALL);
        }
        int reads = buckets.reads;
        for (int i = 0; i < 100; i++) {
            assertThat(take(one, SMALL).isGranted()).isFalse();
        }

        assertThat(buckets.reads).isEqualTo(reads);
        now.addAndGet(SECOND / 10);
        assertThat(take(one, SMALL).isGranted()).isTrue();
    }

    @Test
    void a_store_that_does_not_answer_is_asked_three_times_and_then_once_a_second() throws Exception {
        buckets.down = true;
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(CounterStoreUnavailableException.class).isThrownBy(() -> take(one, SMALL));
        }
        assertThat(buckets.reads).isEqualTo(3);
        now.addAndGet(SECOND);
        for (int i = 0; i < 10; i++) {
            assertThatExceptionOfType(CounterStoreUnavailableException.class).isThrownBy(() -> take(one, SMALL));
        }
        assertThat(buckets.reads).isEqualTo(4);
        buckets.down = false;
        now.addAndGet(SECOND);

        assertThat(take(one, SMALL).isGranted()).isTrue();
        assertThat(take(one, SMALL).isGranted()).isTrue();
    }

    @Test
    void points_count_themselves_and_where_there_are_many_each_call_is_written() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(point(), LARGE);
        }
        assertThat(buckets.inner.read(LARGE).orElseThrow().census().points()).isEqualTo(10);
        take(one, LARGE);
        int writes = buckets.writes;
        now.addAndGet(SECOND);
        for (int i = 0; i < 10; i++) {
            take(one, LARGE);
        }

        assertThat(buckets.writes).isEqualTo(writes + 10);
    }

    @Test
    void a_minute_later_only_those_who_wrote_since_the_last_but_one_are_counted() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(point(), LARGE);
        }
        now.addAndGet(60 * SECOND);
        take(one, LARGE);
        assertThat(buckets.inner.read(LARGE).orElseThrow().census())
                .isEqualTo(new BucketState.Census(29_922_481, 1, 10));
        now.addAndGet(60 * SECOND);
        take(one, LARGE);
        assertThat(buckets.inner.read(LARGE).orElseThrow().census())
                .isEqualTo(new BucketState.Census(29_922_482, 1, 1));
    }

    @Test
    void a_point_that_is_one_too_many_takes_nothing_ahead_from_its_first_call_on() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(point(), LARGE);
        }
        long before = left();
        SharedCounterStore eleventh = point();

        assertThat(take(eleventh, LARGE).isGranted()).isTrue();
        assertThat(left()).isEqualTo(before - 1);
        assertThat(take(eleventh, LARGE).isGranted()).isTrue();
        assertThat(left()).isEqualTo(before - 2);
    }

    @Test
    void a_point_takes_nothing_ahead_any_more_once_it_reads_that_there_are_too_many() throws Exception {
        take(one, LARGE);
        for (int i = 0; i < 10; i++) {
            take(point(), LARGE);
        }
        now.addAndGet(SECOND / 20);
        int writes = buckets.writes;

        assertThat(take(one, LARGE).isGranted()).isTrue();
        assertThat(take(one, LARGE).isGranted()).isTrue();
        assertThat(buckets.writes).isEqualTo(writes + 2);
    }

    @Test
    void points_that_call_once_a_period_are_counted_where_the_period_is_an_hour() throws Exception {
        Bucket hourly = flow("hourly", new RateLimit(1000, RateLimit.Per.HOUR, 1000));
        for (int i = 0; i < 10; i++) {
            take(point(), hourly);
            now.addAndGet(300 * SECOND);
        }

        assertThat(buckets.inner.read(hourly).orElseThrow().census().points()).isEqualTo(10);
        take(point(), hourly);
        int writes = buckets.writes;
        SharedCounterStore last = point();
        take(last, hourly);
        take(last, hourly);
        assertThat(buckets.writes).isEqualTo(writes + 2);
    }

    @Test
    void a_clock_that_lags_behind_goes_by_the_fastest_that_it_knows_of() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(one, SMALL);
        }
        now.addAndGet(SECOND / 10);

        Instant late = wall().minusSeconds(3600);
        assertThat(other.take(new Demand(List.of(SMALL)), late, now.get()).isGranted())
                .isFalse();
        now.addAndGet(SECOND / 10);
        assertThat(other.take(new Demand(List.of(SMALL)), late, now.get()).isGranted())
                .isTrue();
    }

    @Test
    void a_wall_clock_that_is_set_back_changes_nothing() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(one, SMALL);
        }
        now.addAndGet(SECOND / 10);

        assertThat(one.take(new Demand(List.of(SMALL)), NOON.minusSeconds(3600), now.get())
                        .isGranted())
                .isTrue();
    }

    @Test
    void a_state_that_no_bucket_can_have_counts_as_no_answer() throws Exception {
        long at = NOON.getEpochSecond() * SECOND;
        buckets.inner.replace(
                SMALL,
                Optional.empty(),
                new BucketState(at, at + 2 * SECOND, 1, 1, new BucketState.Census(29_922_480, 1, 1)));

        assertThatExceptionOfType(CounterStoreUnavailableException.class).isThrownBy(() -> take(one, SMALL));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BucketState(-1, 1, 1, 1, BucketState.full(SMALL, 1).census()));
        assertThatIllegalArgumentException().isThrownBy(() -> new BucketState.Census(1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new SharedCounterStore(buckets, 0, now::get));
    }

    @Test
    void idle_buckets_are_forgotten_but_no_calls_that_were_taken_and_are_still_good() throws Exception {
        Bucket hourly = flow("hourly", new RateLimit(1000, RateLimit.Per.HOUR, 1000));
        take(one, hourly);
        for (int i = 0; i < 1_100; i++) {
            take(one, flow("early-" + i, SMALL.limit()));
        }
        now.addAndGet(121 * SECOND);
        for (int i = 0; i < 1_100; i++) {
            take(one, flow("late-" + i, SMALL.limit()));
        }

        assertThat(one.size()).isEqualTo(1_101);
        int writes = buckets.writes;
        take(one, hourly);
        assertThat(buckets.writes).isEqualTo(writes);
    }

    @Test
    void what_is_left_of_a_lease_is_given_back_to_a_bucket_that_was_not_full_since() throws Exception {
        take(one, LARGE);
        takeMany(other, 400);
        long before = left();
        now.addAndGet(SECOND / 20);
        take(one, LARGE);

        assertThat(left()).isEqualTo(before + 50 + 49 - 25);
    }

    @Test
    void refused_calls_give_back_no_more_than_they_took() throws Exception {
        Bucket segment = new Bucket.OfSegment(new SegmentName("payments"), new RateLimit(10, RateLimit.Per.SECOND, 1));
        Demand both = new Demand(List.of(SMALL, segment));
        for (int i = 0; i < 4; i++) {
            take(one, SMALL);
        }
        take(one, segment);
        long free = 6;
        for (int i = 0; i < 6; i++) {
            assertThat(point().take(both, wall(), now.get()).isGranted()).isFalse();
            long next = buckets.inner.read(SMALL).orElseThrow().free(SMALL);
            assertThat(next).isBetween(free - 1, free);
            free = next;
        }
        assertThat(free).isGreaterThan(3);
    }

    @Test
    void a_lease_that_lapses_while_a_call_is_counted_is_not_spent() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        SharedCounterStore slow = new SharedCounterStore(
                buckets, 1, () -> looks.incrementAndGet() == 3 ? now.addAndGet(SECOND / 20) : now.get());
        looks.set(100);
        take(slow, LARGE);
        looks.set(0);

        assertThat(take(slow, LARGE).isGranted()).isTrue();
        assertThat(buckets.writes).isEqualTo(2);
    }

    @Test
    void a_lease_lapses_a_twentieth_of_the_period_after_its_question_began() throws Exception {
        buckets.onRead = () -> now.addAndGet(SECOND / 100);
        take(one, LARGE);
        now.set(SECOND / 20 - 1);
        take(one, LARGE);
        assertThat(buckets.writes).isEqualTo(1);
        now.set(SECOND / 20);
        take(one, LARGE);

        assertThat(buckets.writes).isEqualTo(2);
    }

    @Test
    void no_lease_is_larger_than_a_twentieth_of_a_periods_calls() throws Exception {
        takeMany(one, 101);

        assertThat(left()).isEqualTo(1000 - 3 * 50);
    }

    @Test
    void what_is_leased_is_still_left_to_the_caller() throws Exception {
        assertThat(take(one, LARGE).remaining()).isEqualTo(999);
    }

    @Test
    void a_point_that_leases_asks_for_what_is_used_up_after_a_two_hundredth_of_the_period_at_the_soonest()
            throws Exception {
        takeMany(one, 1000);
        assertThat(take(one, LARGE).delay()).isEqualTo(SECOND / 200);
        int reads = buckets.reads;
        now.addAndGet(SECOND / 200 - 1);
        assertThat(take(one, LARGE).isGranted()).isFalse();
        assertThat(buckets.reads).isEqualTo(reads);
        now.addAndGet(1);

        assertThat(take(one, LARGE).isGranted()).isTrue();
    }

    @Test
    void an_answer_ends_the_row_of_questions_without_one() throws Exception {
        for (int i = 0; i < 5; i++) {
            buckets.down = true;
            for (int k = 0; k < 2; k++) {
                assertThatExceptionOfType(CounterStoreUnavailableException.class)
                        .isThrownBy(() -> take(one, SMALL));
            }
            buckets.down = false;
            assertThat(take(one, SMALL).isGranted()).isTrue();
        }
    }

    @Test
    void many_threads_spend_no_call_of_a_lease_twice() throws Exception {
        Bucket hourly = flow("hourly", new RateLimit(1000, RateLimit.Per.HOUR, 1000));
        ExecutorService pool = Executors.newFixedThreadPool(8);
        int granted = 0;
        try {
            List<Future<Integer>> shares = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                shares.add(pool.submit(() -> grantedOf(one, hourly, 500)));
            }
            for (Future<Integer> share : shares) {
                granted += share.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(granted + grantedOf(one, hourly, 1000)).isEqualTo(1000);
    }

    /** The other comes in between the looks at both buckets, of which the first has one leased call left. */
    @Test
    void the_last_call_of_a_lease_is_spent_by_one_while_another_looks_on() throws Exception {
        Bucket segment = segment(LARGE.limit());
        AtomicInteger looks = new AtomicInteger();
        Thread main = Thread.currentThread();
        AtomicReference<Runnable> between = new AtomicReference<>(() -> {});
        SharedCounterStore point = new SharedCounterStore(buckets, 1, () -> {
            if (Thread.currentThread() == main && looks.incrementAndGet() == 5) {
                between.get().run();
            }
            return now.get();
        });
        take(point, segment);
        takeMany(point, 49);
        int writes = buckets.writes;
        FutureTask<Tally> second = new FutureTask<>(() -> take(point, LARGE));
        Thread other = new Thread(second, "other");
        between.set(() -> {
            other.start();
            while (other.getState() == Thread.State.NEW || other.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        });
        looks.set(0);

        assertThat(point.take(new Demand(List.of(LARGE, segment)), wall(), now.get())
                        .isGranted())
                .isTrue();
        assertThat(second.get().isGranted()).isTrue();
        assertThat(buckets.writes).as("the other leased anew").isEqualTo(writes + 1);
    }

    @Test
    void a_lease_that_lapses_each_time_before_it_is_spent_grants_nothing() {
        SharedCounterStore late = new SharedCounterStore(buckets, 1, () -> now.addAndGet(SECOND / 20));

        assertThatExceptionOfType(CounterStoreUnavailableException.class)
                .isThrownBy(() -> take(late, LARGE))
                .withMessageContaining("too many threads");
    }

    @Test
    void a_wait_that_is_over_while_it_is_told_is_the_shortest_there_is() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        SharedCounterStore slow = new SharedCounterStore(
                buckets, 1, () -> looks.incrementAndGet() == 3 ? now.addAndGet(SECOND / 10) : now.get());
        looks.set(1_000);
        for (int i = 0; i < 11; i++) {
            take(slow, SMALL);
        }
        looks.set(0);

        assertThat(take(slow, SMALL).delay()).isEqualTo(1);
    }

    @Test
    void a_wall_clock_that_is_set_forward_is_followed() throws Exception {
        for (int i = 0; i < 10; i++) {
            take(one, SMALL);
        }

        assertThat(one.take(new Demand(List.of(SMALL)), wall().plusSeconds(1), now.get()))
                .isEqualTo(new Tally(SMALL, 9, 0, SECOND / 10));
    }

    @Test
    void buckets_are_forgotten_after_two_minutes_and_looked_for_once_they_have_doubled() throws Exception {
        for (int i = 0; i < 1_100; i++) {
            take(one, flow("early-" + i, SMALL.limit()));
        }
        now.addAndGet(120 * SECOND);
        for (int i = 0; i < 1_000; i++) {
            take(one, flow("late-" + i, SMALL.limit()));
        }
        assertThat(one.size()).as("none was used too long ago").isEqualTo(2_100);
        now.addAndGet(1);
        for (int i = 0; i < 10; i++) {
            take(one, flow("last-" + i, SMALL.limit()));
        }

        assertThat(one.size()).as("nobody looked").isEqualTo(2_110);
    }

    @Test
    void where_one_bucket_has_nothing_to_lease_no_call_is_written_to_the_other() throws Exception {
        Bucket segment = segment(LARGE.limit());
        for (int i = 0; i < 1_000; i++) {
            take(other, segment);
        }

        assertThat(one.take(new Demand(List.of(SMALL, segment)), wall(), now.get())
                        .bucket())
                .isEqualTo(segment);
        assertThat(buckets.inner.read(SMALL)).isEmpty();
    }

    @Test
    void the_tally_is_of_the_scarcest_bucket_be_it_written_or_leased() throws Exception {
        Bucket ample = segment(LARGE.limit());
        assertThat(one.take(new Demand(List.of(SMALL, ample)), wall(), now.get()))
                .isEqualTo(new Tally(SMALL, 9, 0, SECOND / 10));
    }

    @Test
    void points_that_are_stated_share_what_is_taken_ahead_and_too_many_take_nothing() throws Exception {
        take(new SharedCounterStore(buckets, 5, now::get), LARGE);
        assertThat(left()).isEqualTo(1000 - 10);
        take(new SharedCounterStore(buckets, 11, now::get), LARGE);

        assertThat(left()).isEqualTo(1000 - 11);
    }

    @Test
    void a_call_that_one_bucket_s_store_fails_is_given_back_to_the_other() throws Exception {
        int reads = buckets.reads;
        buckets.onRead = () -> buckets.down = buckets.reads == reads + 2;

        assertThatExceptionOfType(CounterStoreUnavailableException.class)
                .isThrownBy(() -> one.take(new Demand(List.of(SMALL, segment(SMALL.limit()))), wall(), now.get()));
        assertThat(buckets.inner.read(SMALL).orElseThrow().free(SMALL)).isEqualTo(10);
    }

    private static Bucket segment(RateLimit limit) {
        return new Bucket.OfSegment(new SegmentName("payments"), limit);
    }

    private int grantedOf(SharedCounterStore point, Bucket bucket, int calls) {
        int granted = 0;
        for (int i = 0; i < calls; i++) {
            try {
                granted += take(point, bucket).isGranted() ? 1 : 0;
            } catch (CounterStoreUnavailableException e) {
                // too many threads at once: not granted
            }
        }
        return granted;
    }

    private void takeMany(SharedCounterStore point, int calls) throws CounterStoreUnavailableException {
        for (int i = 0; i < calls; i++) {
            take(point, LARGE);
        }
    }

    private SharedCounterStore point() {
        return new SharedCounterStore(buckets, 1, now::get);
    }

    private Instant wall() {
        return NOON.plusNanos(now.get());
    }

    private Tally take(SharedCounterStore point, Bucket bucket) throws CounterStoreUnavailableException {
        return point.take(new Demand(List.of(bucket)), wall(), now.get());
    }

    private long left() {
        return buckets.inner.read(LARGE).orElseThrow().free(LARGE);
    }

    private static Bucket flow(String id, RateLimit limit) {
        return new Bucket.OfFlow(new FlowId(id), limit);
    }
}

package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every counter store must do; each has one concrete subclass. */
public abstract class CounterStoreContract {

    private static final long SECOND = 1_000_000_000L;
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final RateLimit ONE_AN_HOUR = new RateLimit(1, RateLimit.Per.HOUR, 1);

    /** A store that has counted nothing yet. */
    protected abstract CounterStore store() throws Exception;

    @Test
    void a_full_bucket_grants_its_burst_and_no_more() throws Exception {
        CounterStore store = store();

        assertThat(granted(store, new RateLimit(2, RateLimit.Per.SECOND, 5), 0, 20))
                .isEqualTo(5);
    }

    @Test
    void a_call_is_granted_again_after_exactly_the_wait_that_was_named() throws Exception {
        CounterStore store = store();
        Demand demand = flow("checkout", new RateLimit(4, RateLimit.Per.SECOND, 1));
        assertThat(take(store, demand, 0)).isZero();
        long wait = take(store, demand, 0);

        assertThat(wait).isEqualTo(SECOND / 4);
        assertThat(take(store, demand, wait - 1)).isEqualTo(1);
        assertThat(take(store, demand, wait)).isZero();
    }

    @Test
    void a_refused_call_takes_nothing() throws Exception {
        CounterStore store = store();
        Demand demand = flow("checkout", new RateLimit(1, RateLimit.Per.SECOND, 1));
        assertThat(take(store, demand, 0)).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(take(store, demand, 1)).isEqualTo(SECOND - 1);
        }

        assertThat(take(store, demand, SECOND)).isZero();
    }

    @Test
    void a_long_pause_fills_the_bucket_and_does_not_overfill_it() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(10, RateLimit.Per.SECOND, 3);
        granted(store, limit, 0, 3);

        assertThat(granted(store, limit, 3600 * SECOND, 10)).isEqualTo(3);
    }

    @Test
    void calls_at_the_rate_itself_all_go_on_and_faster_ones_do_not() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(60, RateLimit.Per.MINUTE, 1);
        int atRate = 0;
        for (int i = 0; i < 100; i++) {
            atRate += granted(store, limit, i * SECOND, 1);
        }
        int twiceAsFast = 0;
        for (int i = 0; i < 100; i++) {
            twiceAsFast += granted(store, limit, 100 * SECOND + i * SECOND / 2, 1);
        }

        assertThat(atRate).isEqualTo(100);
        assertThat(twiceAsFast).isEqualTo(50);
    }

    @Test
    void each_flow_segment_and_caller_has_a_bucket_of_its_own() throws Exception {
        CounterStore store = store();
        List<Bucket> all = List.of(
                new Bucket.OfFlow(new FlowId("one"), ONE_AN_HOUR),
                new Bucket.OfFlow(new FlowId("two"), ONE_AN_HOUR),
                new Bucket.OfFlowCaller(new FlowId("one"), new ServiceName("a"), ONE_AN_HOUR),
                new Bucket.OfFlowCaller(new FlowId("one"), new ServiceName("b"), ONE_AN_HOUR),
                new Bucket.OfSegment(new SegmentName("one"), ONE_AN_HOUR),
                new Bucket.OfSegmentCaller(new SegmentName("one"), new ServiceName("a"), ONE_AN_HOUR),
                new Bucket.OfSegmentCaller(new SegmentName("two"), new ServiceName("a"), ONE_AN_HOUR));
        for (Bucket bucket : all) {
            assertThat(take(store, new Demand(List.of(bucket)), 0))
                    .as("%s", bucket)
                    .isZero();
        }
        for (Bucket bucket : all) {
            assertThat(take(store, new Demand(List.of(bucket)), 0)).isEqualTo(3600 * SECOND);
        }
    }

    @Test
    void another_limit_is_another_bucket() throws Exception {
        CounterStore store = store();

        assertThat(granted(store, new RateLimit(1, RateLimit.Per.HOUR, 5), 0, 9))
                .isEqualTo(5);
        assertThat(granted(store, new RateLimit(200, RateLimit.Per.SECOND, 6), 0, 9))
                .isEqualTo(6);
    }

    @Test
    void one_bucket_that_is_used_up_refuses_and_takes_nothing_from_the_others() throws Exception {
        for (int scarce = 0; scarce < 4; scarce++) {
            CounterStore store = store();
            Demand demand = four(scarce);
            assertThat(take(store, demand, 0)).isZero();
            for (int i = 0; i < 20; i++) {
                Tally tally = tally(store, demand, 0);
                assertThat(tally.delay()).isEqualTo(3600 * SECOND);
                assertThat(tally.bucket()).isEqualTo(demand.buckets().get(scarce));
            }
            for (int i = 0; i < 4; i++) {
                Demand alone = new Demand(List.of(demand.buckets().get(i)));
                int left = 0;
                while (take(store, alone, 0) == 0) {
                    left++;
                }
                assertThat(left).as("bucket %d where %d is scarce", i, scarce).isEqualTo(i == scarce ? 0 : 4);
            }
        }
    }

    @Test
    void the_tally_is_of_the_bucket_with_the_fewest_calls_left() throws Exception {
        CounterStore store = store();
        Bucket scarce = new Bucket.OfFlow(new FlowId("checkout"), new RateLimit(1, RateLimit.Per.SECOND, 3));
        Bucket ample = new Bucket.OfSegment(new SegmentName("payments"), new RateLimit(9, RateLimit.Per.SECOND, 9));
        Demand both = new Demand(List.of(scarce, ample));

        assertThat(tally(store, both, 0)).isEqualTo(new Tally(scarce, 2, 0, SECOND));
        assertThat(tally(store, both, 0)).isEqualTo(new Tally(scarce, 1, 0, 2 * SECOND));
        assertThat(tally(store, both, SECOND / 2)).isEqualTo(new Tally(scarce, 0, 0, 2 * SECOND + SECOND / 2));
        assertThat(tally(store, both, SECOND / 2)).isEqualTo(new Tally(scarce, 0, SECOND / 2, 2 * SECOND + SECOND / 2));
    }

    @Test
    void the_last_call_of_a_bucket_says_when_all_of_them_will_be_back() throws Exception {
        CounterStore store = store();
        Bucket bucket = new Bucket.OfFlow(new FlowId("checkout"), new RateLimit(1, RateLimit.Per.SECOND, 3));
        Demand demand = new Demand(List.of(bucket));
        take(store, demand, 0);
        take(store, demand, 0);

        assertThat(tally(store, demand, 0)).isEqualTo(new Tally(bucket, 0, 0, 3 * SECOND));
    }

    @Test
    void the_clock_may_begin_anywhere_and_wrap() throws Exception {
        for (long start : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - SECOND / 2}) {
            CounterStore store = store();
            Demand demand = flow("checkout", new RateLimit(1, RateLimit.Per.SECOND, 2));
            int first = 0;
            int second = 0;
            for (int i = 0; i < 5; i++) {
                first += store.take(demand, NOON, start).isGranted() ? 1 : 0;
            }
            for (int i = 0; i < 5; i++) {
                second +=
                        store.take(demand, NOON.plusSeconds(1), start + SECOND).isGranted() ? 1 : 0;
            }

            assertThat(first).as("from %d", start).isEqualTo(2);
            assertThat(second).as("from %d", start).isEqualTo(1);
        }
    }

    @Test
    void the_largest_rate_and_burst_count_without_overflow() throws Exception {
        CounterStore store = store();
        RateLimit fast = new RateLimit(RateLimit.MOST, RateLimit.Per.SECOND, RateLimit.MOST);
        Demand slow = flow("slow", new RateLimit(1, RateLimit.Per.HOUR, RateLimit.MOST));

        assertThat(granted(store, fast, 0, 1000)).isEqualTo(1000);
        assertThat(take(store, slow, 0)).isZero();
        assertThat(take(store, slow, 0)).isZero();
    }

    @Test
    void many_threads_together_take_exactly_what_is_granted() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(1, RateLimit.Per.HOUR, 1000);

        assertThat(together(8, thread -> granted(store, limit, 0, 500))).isEqualTo(1000);
    }

    @Test
    void many_threads_whose_buckets_overlap_take_exactly_what_is_granted() throws Exception {
        CounterStore store = store();
        Bucket shared = new Bucket.OfSegment(new SegmentName("payments"), new RateLimit(1, RateLimit.Per.HOUR, 1000));
        RateLimit each = new RateLimit(1, RateLimit.Per.HOUR, 200);

        int granted = together(8, thread -> {
            Demand demand = new Demand(List.of(new Bucket.OfFlow(new FlowId("flow-" + thread % 4), each), shared));
            int taken = 0;
            for (int i = 0; i < 300; i++) {
                taken += take(store, demand, 0) == 0 ? 1 : 0;
            }
            return taken;
        });

        assertThat(granted).isEqualTo(800);
        int left = 0;
        while (take(store, new Demand(List.of(shared)), 0) == 0) {
            left++;
        }
        assertThat(left).isEqualTo(200);
    }

    private static Demand flow(String id, RateLimit limit) {
        return new Demand(List.of(new Bucket.OfFlow(new FlowId(id), limit)));
    }

    /** Of five calls an hour each, but for one of one. */
    private static Demand four(int scarce) {
        RateLimit five = new RateLimit(1, RateLimit.Per.HOUR, 5);
        ServiceName caller = new ServiceName("web");
        return new Demand(List.of(
                new Bucket.OfFlow(new FlowId("checkout"), scarce == 0 ? ONE_AN_HOUR : five),
                new Bucket.OfFlowCaller(new FlowId("checkout"), caller, scarce == 1 ? ONE_AN_HOUR : five),
                new Bucket.OfSegment(new SegmentName("payments"), scarce == 2 ? ONE_AN_HOUR : five),
                new Bucket.OfSegmentCaller(new SegmentName("payments"), caller, scarce == 3 ? ONE_AN_HOUR : five)));
    }

    private static Tally tally(CounterStore store, Demand demand, long nanos) throws CounterStoreUnavailableException {
        return store.take(demand, NOON.plusNanos(nanos), nanos);
    }

    private static long take(CounterStore store, Demand demand, long nanos) throws CounterStoreUnavailableException {
        return tally(store, demand, nanos).delay();
    }

    private static int granted(CounterStore store, RateLimit limit, long nanos, int calls)
            throws CounterStoreUnavailableException {
        int granted = 0;
        for (int i = 0; i < calls; i++) {
            granted += take(store, flow("checkout", limit), nanos) == 0 ? 1 : 0;
        }
        return granted;
    }

    private interface Caller {
        int call(int thread) throws Exception;
    }

    private static int together(int threads, Caller caller) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                Callable<Integer> share = () -> {
                    start.await();
                    return caller.call(thread);
                };
                shares.add(pool.submit(share));
            }
            start.countDown();
            int together = 0;
            for (Future<Integer> share : shares) {
                together += share.get();
            }
            return together;
        } finally {
            pool.shutdownNow();
        }
    }
}

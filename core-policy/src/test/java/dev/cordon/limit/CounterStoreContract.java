package dev.cordon.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
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
    private static final FlowId CHECKOUT = new FlowId("checkout");

    /** A store that has counted nothing yet. */
    protected abstract CounterStore store() throws Exception;

    @Test
    void a_full_bucket_grants_its_burst_and_no_more() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(2, RateLimit.Per.SECOND, 5);

        assertThat(granted(store, limit, 0, 20)).isEqualTo(5);
    }

    @Test
    void a_call_is_granted_again_after_exactly_the_wait_that_was_named() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(4, RateLimit.Per.SECOND, 1);
        assertThat(store.take(CHECKOUT, limit, 0)).isZero();
        long wait = store.take(CHECKOUT, limit, 0);

        assertThat(wait).isEqualTo(SECOND / 4);
        assertThat(store.take(CHECKOUT, limit, wait - 1)).isEqualTo(1);
        assertThat(store.take(CHECKOUT, limit, wait)).isZero();
    }

    @Test
    void a_refused_call_takes_nothing() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(1, RateLimit.Per.SECOND, 1);
        assertThat(store.take(CHECKOUT, limit, 0)).isZero();
        for (int i = 0; i < 100; i++) {
            assertThat(store.take(CHECKOUT, limit, 1)).isEqualTo(SECOND - 1);
        }

        assertThat(store.take(CHECKOUT, limit, SECOND)).isZero();
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
            atRate += store.take(CHECKOUT, limit, i * SECOND) == 0 ? 1 : 0;
        }
        int twiceAsFast = 0;
        for (int i = 0; i < 100; i++) {
            twiceAsFast += store.take(CHECKOUT, limit, 100 * SECOND + i * SECOND / 2) == 0 ? 1 : 0;
        }

        assertThat(atRate).isEqualTo(100);
        assertThat(twiceAsFast).isEqualTo(50);
    }

    @Test
    void each_flow_has_a_bucket_of_its_own() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(1, RateLimit.Per.HOUR, 1);

        assertThat(store.take(CHECKOUT, limit, 0)).isZero();
        assertThat(store.take(new FlowId("charge"), limit, 0)).isZero();
        assertThat(store.take(CHECKOUT, limit, 0)).isEqualTo(3600 * SECOND);
    }

    @Test
    void the_clock_may_begin_anywhere_and_wrap() throws Exception {
        for (long start : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - SECOND / 2}) {
            CounterStore store = store();
            RateLimit limit = new RateLimit(1, RateLimit.Per.SECOND, 2);

            assertThat(granted(store, limit, start, 5)).as("from %d", start).isEqualTo(2);
            assertThat(granted(store, limit, start + SECOND, 5))
                    .as("from %d", start)
                    .isEqualTo(1);
        }
    }

    @Test
    void the_largest_rate_and_burst_count_without_overflow() throws Exception {
        CounterStore store = store();
        RateLimit fast = new RateLimit(RateLimit.MOST, RateLimit.Per.SECOND, RateLimit.MOST);
        RateLimit slow = new RateLimit(1, RateLimit.Per.HOUR, RateLimit.MOST);

        assertThat(granted(store, fast, 0, 1000)).isEqualTo(1000);
        assertThat(store.take(new FlowId("slow"), slow, 0)).isZero();
        assertThat(store.take(new FlowId("slow"), slow, 0)).isZero();
    }

    @Test
    void many_threads_together_take_exactly_what_is_granted() throws Exception {
        CounterStore store = store();
        RateLimit limit = new RateLimit(1, RateLimit.Per.HOUR, 1000);
        int threads = 8;
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> shares = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Callable<Integer> caller = () -> {
                    start.await();
                    return granted(store, limit, 0, 500);
                };
                shares.add(pool.submit(caller));
            }
            start.countDown();
            int together = 0;
            for (Future<Integer> share : shares) {
                together += share.get();
            }

            assertThat(together).isEqualTo(1000);
        } finally {
            pool.shutdownNow();
        }
    }

    private static int granted(CounterStore store, RateLimit limit, long nanos, int calls)
            throws CounterStoreUnavailableException {
        int granted = 0;
        for (int i = 0; i < calls; i++) {
            granted += store.take(CHECKOUT, limit, nanos) == 0 ? 1 : 0;
        }
        return granted;
    }
}

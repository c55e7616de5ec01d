package dev.cordon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.KeyRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class OnDemandTest {

    private static final ServiceName PAYMENTS = new ServiceName("payments-api");
    private static final ServiceName ORDERS = new ServiceName("orders");
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1000 * MILLI;

    private final Source source = new Source();
    private final OnDemand onDemand = new OnDemand(source, this::now);
    private final AtomicLong ticks = new AtomicLong(-100 * SECOND);

    private void pass(long nanos) {
        ticks.addAndGet(nanos);
    }

    private Moment now() {
        return new Moment(ShopPolicy.NOON, ticks.get());
    }

    /** A policy whose payments are read anew after 200 ms and denied after a second, the rest after 2 and 30 s. */
    private static Snapshot snapshot(long asOf) {
        Policy policy = ShopPolicy.policy();
        List<Segment> segments = policy.segments().stream()
                .map(segment -> segment.name().text().equals("payments")
                        ? new Segment(
                                segment.name(),
                                segment.trust(),
                                segment.authentication(),
                                segment.token(),
                                new Segment.Freshness(Duration.ofMillis(200), Duration.ofSeconds(1)))
                        : segment)
                .toList();
        Policy quick = new Policy(
                policy.name(),
                policy.environments(),
                policy.issuers(),
                segments,
                policy.services(),
                policy.flows(),
                policy.forbids());
        return Snapshot.of(
                CompiledPolicy.of(quick),
                ShopPolicy.snapshot(asOf).revisions().policy(),
                Snapshot.Live.of(KeyRing.of(List.of(), Map.of())),
                asOf);
    }

    private final class Source implements SnapshotSource {

        private volatile Optional<Snapshot> current = Optional.empty();
        private final AtomicInteger refreshes = new AtomicInteger();
        private volatile boolean down;
        private volatile boolean faulty;
        private volatile long takes;
        private volatile Runnable meanwhile = () -> {};

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            refreshes.incrementAndGet();
            long began = ticks.get();
            meanwhile.run();
            pass(takes);
            if (faulty) {
                throw new IllegalStateException("secret");
            }
            if (down) {
                throw new SnapshotUnavailableException("the store does not answer");
            }
            current = Optional.of(snapshot(began));
        }
    }

    @Test
    void the_first_call_refreshes_and_is_decided_after_that() {
        source.takes = 300 * MILLI;
        long asked = ticks.get();

        Moment moment = onDemand.freshen(ORDERS);

        assertThat(source.refreshes.get()).isEqualTo(1);
        assertThat(moment.ticks()).isEqualTo(asked + 300 * MILLI);
        assertThat(onDemand.failure()).isEmpty();
    }

    @Test
    void a_fresh_snapshot_costs_nothing_until_it_is_as_old_as_the_targets_segment_allows() {
        onDemand.freshen(PAYMENTS);
        pass(200 * MILLI - 1);
        onDemand.freshen(PAYMENTS);
        assertThat(source.refreshes.get()).isEqualTo(1);

        pass(1);
        onDemand.freshen(ORDERS);
        assertThat(source.refreshes.get()).as("the other segment allows more").isEqualTo(1);
        onDemand.freshen(PAYMENTS);
        assertThat(source.refreshes.get()).isEqualTo(2);
    }

    @Test
    void for_a_service_that_the_policy_does_not_name_the_shortest_counts() {
        onDemand.freshen(ORDERS);
        pass(200 * MILLI);
        onDemand.freshen(new ServiceName("unheard-of"));

        assertThat(source.refreshes.get()).isEqualTo(2);
    }

    @Test
    void a_failure_is_kept_and_counted_and_never_thrown() {
        source.down = true;
        onDemand.freshen(PAYMENTS);
        assertThat(onDemand.failure()).contains("the store does not answer");
        assertThat(onDemand.failures()).isEqualTo(1);

        source.faulty = true;
        pass(SECOND);
        onDemand.freshen(PAYMENTS);
        assertThat(onDemand.failure()).contains("the snapshot source failed: IllegalStateException");
        assertThat(onDemand.failures()).isEqualTo(2);

        source.faulty = false;
        source.down = false;
        pass(SECOND);
        onDemand.freshen(PAYMENTS);
        assertThat(onDemand.failure()).isEmpty();
        assertThat(onDemand.failures()).isEqualTo(2);
    }

    @Test
    void after_failures_it_waits_twice_as_long_each_time_up_to_a_second() {
        source.down = true;
        for (long pause : new long[] {50, 100, 200, 400, 800, 1000, 1000}) {
            int before = source.refreshes.get();
            onDemand.freshen(PAYMENTS);
            assertThat(source.refreshes.get()).isEqualTo(before + 1);
            pass(pause * MILLI - 1);
            onDemand.freshen(PAYMENTS);
            assertThat(source.refreshes.get()).as("within %d ms", pause).isEqualTo(before + 1);
            pass(1);
        }
    }

    @Test
    void the_wait_begins_when_the_failure_was_known() {
        source.down = true;
        source.takes = SECOND;
        onDemand.freshen(PAYMENTS);
        pass(49 * MILLI);
        onDemand.freshen(PAYMENTS);

        assertThat(source.refreshes.get()).isEqualTo(1);
    }

    @Test
    void a_success_ends_the_waiting() {
        source.down = true;
        onDemand.freshen(PAYMENTS);
        pass(50 * MILLI);
        source.down = false;
        onDemand.freshen(PAYMENTS);
        pass(200 * MILLI);
        source.down = true;
        onDemand.freshen(PAYMENTS);
        pass(50 * MILLI);
        onDemand.freshen(PAYMENTS);

        assertThat(source.refreshes.get()).isEqualTo(4);
    }

    @Test
    void on_demand_the_next_call_refreshes_whatever_the_age_and_the_last_failure() {
        onDemand.freshen(PAYMENTS);
        onDemand.demand();
        source.down = true;
        onDemand.freshen(PAYMENTS);
        assertThat(source.refreshes.get()).isEqualTo(2);

        pass(50 * MILLI);
        source.down = false;
        onDemand.freshen(PAYMENTS);
        assertThat(source.refreshes.get())
                .as("a demand is met by a success only")
                .isEqualTo(3);
        onDemand.freshen(PAYMENTS);
        assertThat(source.refreshes.get()).isEqualTo(3);

        source.down = true;
        onDemand.demand();
        onDemand.freshen(PAYMENTS);
        onDemand.demand();
        onDemand.freshen(PAYMENTS);
        assertThat(source.refreshes.get()).as("no wait after a demand").isEqualTo(5);
    }

    @Test
    void one_thread_refreshes_and_the_others_go_on_with_what_there_is() throws Exception {
        onDemand.freshen(PAYMENTS);
        pass(500 * MILLI);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        source.meanwhile = () -> {
            inside.countDown();
            await(finish);
        };
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            Future<Moment> refresher = threads.submit(() -> onDemand.freshen(PAYMENTS));
            await(inside);
            onDemand.freshen(PAYMENTS);
            assertThat(source.refreshes.get()).isEqualTo(2);
            finish.countDown();
            refresher.get();
        } finally {
            finish.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void where_the_snapshot_is_too_old_to_decide_by_the_others_wait_for_the_one_that_refreshes() throws Exception {
        onDemand.freshen(PAYMENTS);
        pass(2 * SECOND);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        source.meanwhile = () -> {
            inside.countDown();
            await(finish);
        };
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Future<Moment> refresher = threads.submit(() -> onDemand.freshen(PAYMENTS));
            await(inside);
            List<Future<Long>> others = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                others.add(threads.submit(() -> {
                    Moment moment = onDemand.freshen(PAYMENTS);
                    return moment.ticks() - source.current().orElseThrow().asOf();
                }));
            }
            finish.countDown();
            refresher.get();
            for (Future<Long> age : others) {
                assertThat(age.get()).isLessThanOrEqualTo(SECOND);
            }
            assertThat(source.refreshes.get()).isEqualTo(2);
        } finally {
            finish.countDown();
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.cordon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class HostClockTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;

    private long nanos = -5 * SECOND;
    private Instant wall = NOON;
    private final HostClock clock = new HostClock(() -> nanos, () -> wall);

    private void run(long passed) {
        nanos += passed;
        wall = wall.plusNanos(passed);
    }

    @Test
    void the_wall_clock_is_shown_as_it_is() {
        assertThat(clock.get().wall()).isEqualTo(NOON);
        wall = NOON.minusSeconds(60);
        assertThat(clock.get().wall()).isEqualTo(NOON.minusSeconds(60));
    }

    @Test
    void while_both_clocks_run_alike_so_do_the_ticks() {
        long start = clock.get().ticks();
        for (int i = 0; i < 1000; i++) {
            run(SECOND);
            assertThat(clock.ticks()).isEqualTo(start + (i + 1) * SECOND);
        }
    }

    @Test
    void a_pause_that_only_the_wall_clock_saw_counts() {
        long start = clock.get().ticks();
        wall = wall.plus(Duration.ofHours(3));
        nanos += 7;

        assertThat(clock.ticks() - start).isEqualTo(Duration.ofHours(3).toNanos());
    }

    @Test
    void a_pause_that_only_the_monotonic_clock_saw_counts() {
        long start = clock.get().ticks();
        nanos += 20 * SECOND;

        assertThat(clock.ticks() - start).isEqualTo(20 * SECOND);
    }

    @Test
    void clocks_that_go_back_never_take_the_ticks_back() {
        long start = clock.get().ticks();
        wall = wall.minus(Duration.ofDays(400));
        nanos -= DAY;
        assertThat(clock.ticks()).isEqualTo(start);

        run(SECOND);
        assertThat(clock.ticks()).isEqualTo(start + SECOND);
    }

    @Test
    void a_pause_after_the_wall_clock_was_set_back_counts_in_full() {
        long start = clock.get().ticks();
        wall = wall.minus(Duration.ofHours(1));
        clock.get();
        wall = wall.plus(Duration.ofMinutes(30));

        assertThat(clock.ticks() - start).isEqualTo(Duration.ofMinutes(30).toNanos());
    }

    @Test
    void whatever_the_clocks_show_an_age_does_not_wrap() {
        clock.get();
        for (Instant odd : List.of(Instant.MAX, Instant.MIN, Instant.EPOCH, Instant.MAX)) {
            long before = clock.ticks();
            wall = odd;
            assertThat(clock.ticks() - before).isBetween(0L, 30 * DAY);
        }
        long before = clock.ticks();
        nanos += Long.MAX_VALUE;
        assertThat(clock.ticks() - before).isEqualTo(30 * DAY);
    }

    @Test
    void many_threads_read_one_after_the_other_and_count_every_instant_once() throws Exception {
        AtomicLong shared = new AtomicLong();
        AtomicInteger inside = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        HostClock fast = new HostClock(
                () -> {
                    overlapped.compareAndSet(false, inside.incrementAndGet() > 1);
                    long reading = shared.incrementAndGet();
                    // long enough for others to overtake where they can
                    for (int i = 0; i < 500; i++) {
                        Thread.onSpinWait();
                    }
                    inside.decrementAndGet();
                    return reading;
                },
                () -> NOON);
        long start = fast.ticks();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                readers.add(() -> {
                    boolean forward = true;
                    Moment last = fast.get();
                    for (int j = 0; j < 2_000; j++) {
                        Moment next = fast.get();
                        forward &= next.ticks() > last.ticks();
                        last = next;
                    }
                    return forward;
                });
            }
            for (Future<Boolean> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(overlapped).as("two readings at once").isFalse();
        assertThat(fast.ticks() - start).isEqualTo(shared.get() - 1);
    }
}

package dev.cordon.gate;

import dev.cordon.decision.Moment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock of a host whose process may be frozen and thawed, or restored from an image of its memory. Across such a
 * pause the monotonic clock may stand still and the wall clock may jump, or the other way round: the ticks advance by
 * whichever moved more since the last reading, and never go back. So what is old is never taken for fresh; a wall clock
 * that is set forward makes it look older than it is, which costs one refresh. Safe for use by many threads.
 */
public final class HostClock implements Supplier<Moment> {

    /**
     * The most that one pause counts, longer than any snapshot may be used: ages stay far from where a {@code long}
     * wraps, whatever a clock shows.
     */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(30);

    private final LongSupplier nanos;
    private final InstantSource wall;
    private final AtomicReference<@Nullable Reading> last = new AtomicReference<>();

    private record Reading(long nanos, Instant wall, long ticks) {}

    /**
     * A clock made of two.
     *
     * @param nanos monotonic while the process runs, such as {@link System#nanoTime}
     * @param wall the time of day
     */
    public HostClock(LongSupplier nanos, InstantSource wall) {
        this.nanos = nanos;
        this.wall = wall;
    }

    @Override
    public Moment get() {
        Reading reading = read();
        return new Moment(reading.wall(), reading.ticks());
    }

    /** The ticks of a {@link Moment} that is read now. */
    public long ticks() {
        return read().ticks();
    }

    /** One reading at a time: two that overtook each other would count the same pause twice. */
    private synchronized Reading read() {
        Reading before = last.get();
        long monotonic = nanos.getAsLong();
        Instant day = wall.instant();
        long ticks = before == null ? monotonic : before.ticks() + advance(before, monotonic, day);
        Reading reading = new Reading(monotonic, day, ticks);
        last.set(reading);
        return reading;
    }

    private static long advance(Reading before, long monotonic, Instant day) {
        long ran = monotonic - before.nanos();
        Duration passed = Duration.between(before.wall(), day);
        Duration longer = passed.compareTo(Duration.ofNanos(ran)) > 0 ? passed : Duration.ofNanos(ran);
        if (longer.isNegative()) {
            return 0;
        }
        return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE.toNanos() : longer.toNanos();
    }
}

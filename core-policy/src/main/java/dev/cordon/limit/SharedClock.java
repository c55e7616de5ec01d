package dev.cordon.limit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The clock by which enforcement points count together: the local monotonic clock, set to the most advanced time that
 * this point knows of, be it of its own wall clock or of a state that another point wrote. So it never goes back, a
 * wall clock that is set back changes nothing, and all points go by the fastest clock among them as soon as they have
 * read what it wrote.
 */
final class SharedClock {

    private static final long SECOND = 1_000_000_000L;

    /** To be added to ticks. Sums may wrap: only differences are compared. */
    private final AtomicLong offset = new AtomicLong();

    private final AtomicBoolean set = new AtomicBoolean();

    /** Sets it by the wall clock of that tick. */
    void set(Instant wall, long ticks) {
        raise(wall.getEpochSecond() * SECOND + wall.getNano() - ticks);
    }

    /**
     * Sets it by a state that was written before that tick. A tick from before the question would not do: the clock
     * would gain the time of the answer with every question.
     */
    void learn(long at, long ticks) {
        raise(at - ticks);
    }

    private void raise(long other) {
        if (!set.get() || other - offset.get() > 0) {
            raiseAlone(other);
        }
    }

    private synchronized void raiseAlone(long other) {
        if (!set.get() || other - offset.get() > 0) {
            offset.set(other);
            set.set(true);
        }
    }

    /** Nanoseconds since 1970 at that tick. */
    long at(long ticks) {
        return ticks + offset.get();
    }
}

package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** The true time of a simulation, which nobody in it knows. */
final class SimulatedTime {

    private static final Instant START = Instant.parse("2026-11-20T08:00:00.123456Z");

    private long nanos;

    /** Since the simulation began. */
    long now() {
        return nanos;
    }

    void pass(Duration time) {
        nanos += time.toNanos();
    }

    Instant instant() {
        return at(nanos);
    }

    static Instant at(long nanos) {
        return START.plusNanos(nanos);
    }

    /** A host's clocks: the time of day is off by as much, and ticks count from anywhere. */
    Supplier<Moment> clock(Duration off, long firstTick) {
        return () -> new Moment(instant().plus(off), firstTick + nanos);
    }
}

package dev.cordon.decision;

import java.time.Instant;

/**
 * The instant of a call, on both clocks: tokens and windows are compared with the wall clock, the age of a snapshot
 * with the monotonic one, which no clock adjustment moves.
 *
 * @param wall the time of day
 * @param ticks nanoseconds on the local monotonic clock, of arbitrary origin
 */
public record Moment(Instant wall, long ticks) {

    /**
     * Whether more than {@code age} seconds have passed since {@code second}. Fractions count: a token is older than a
     * second from the first nanosecond after it.
     */
    boolean isPast(long second, long age) {
        long passed = wall.getEpochSecond() - second;
        return passed > age || passed == age && wall.getNano() > 0;
    }
}

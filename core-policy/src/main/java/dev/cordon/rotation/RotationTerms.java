package dev.cordon.rotation;

import java.time.Duration;

/**
 * How credentials rotate.
 *
 * @param grace how long the generation before is good once services can have the new one
 * @param errand nobody works on one task for longer; shorter than the grace
 * @param attempts how often a step is tried before it is given up, from 1
 * @param firstPause how long to wait after the first failure; twice as long after each further one
 * @param longestPause how long at most
 */
public record RotationTerms(Duration grace, Duration errand, int attempts, Duration firstPause, Duration longestPause) {

    private static final int MOST_DOUBLINGS = 30;

    /** @throws IllegalArgumentException where a pause is none, the grace is negative, or nothing would be tried */
    public RotationTerms {
        if (errand.isNegative()
                || grace.compareTo(errand) < 0
                || attempts < 1
                || firstPause.isNegative()
                || firstPause.isZero()
                || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "a grace is longer than an errand, a step is tried once at least, and pauses grow");
        }
    }

    /** The same with another grace. */
    RotationTerms withGrace(Duration other) {
        return new RotationTerms(other, errand, attempts, firstPause, longestPause);
    }

    /**
     * How long to wait.
     *
     * @param failures how often the step failed so far, from 1
     */
    Duration pause(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}

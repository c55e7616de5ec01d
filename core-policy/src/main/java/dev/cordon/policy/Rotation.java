package dev.cordon.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How the client secrets of a segment's services are replaced without anyone's doing. Immutable.
 *
 * @param minAge a deploy leaves a secret alone that is younger; empty where each deploy replaces it. In whole seconds
 * @param every the age at which a secret is replaced, deploy or not; empty for never. In whole seconds
 * @param grace how long the secret before is good once services can have the new one. In whole seconds
 */
public record Rotation(Optional<Duration> minAge, Optional<Duration> every, Duration grace) {

    /** The shortest grace and least age. */
    public static final Duration SHORTEST = Duration.ofMinutes(1);

    /** The longest grace. */
    public static final Duration LONGEST_GRACE = Duration.ofDays(7);

    /** The shortest time from one rotation to the next. */
    public static final Duration SHORTEST_LIFE = Duration.ofHours(1);

    /** The highest age. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(365);

    /** @throws IllegalArgumentException where an age or the grace is out of range */
    public Rotation {
        boolean inRange = isWithin(grace, SHORTEST, LONGEST_GRACE)
                && minAge.filter(age -> !isWithin(age, SHORTEST, LONGEST_LIFE)).isEmpty()
                && every.filter(age -> !isWithin(age, SHORTEST_LIFE, LONGEST_LIFE))
                        .isEmpty();
        if (!inRange) {
            throw new IllegalArgumentException(
                    "in whole seconds, a grace has 1 minute to 7 days, an age 1 minute to 365"
                            + " days, and the time from one rotation to the next 1 hour to 365 days");
        }
        if (every.filter(age -> age.compareTo(grace) <= 0).isPresent()) {
            throw new IllegalArgumentException("a secret outlives the grace of the one before");
        }
    }

    private static boolean isWithin(Duration duration, Duration least, Duration most) {
        return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0 && duration.toNanosPart() == 0;
    }
}

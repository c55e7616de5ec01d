package dev.cordon.policy;

import java.util.Optional;

/**
 * How often something may be called: limits that must all hold.
 *
 * @param together for all callers together
 * @param perCaller for each caller service alone
 */
public record Rates(Optional<RateLimit> together, Optional<RateLimit> perCaller) {

    /** As often as anybody likes. */
    public static final Rates NONE = new Rates(Optional.empty(), Optional.empty());

    /** A limit for all callers together. */
    public static Rates together(RateLimit limit) {
        return new Rates(Optional.of(limit), Optional.empty());
    }

    /** Whether there is no limit. */
    public boolean isEmpty() {
        return together.isEmpty() && perCaller.isEmpty();
    }
}

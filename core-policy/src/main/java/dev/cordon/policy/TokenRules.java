package dev.cordon.policy;

import java.time.Duration;
import java.util.List;

/**
 * What a segment asks of the tokens it accepts.
 *
 * @param ttl the longest life of a segment token, from {@code iat} to {@code exp}; 1 second to 24 hours
 * @param bind the bindings every token must carry, in the order of {@link Binding}, each once
 * @param strictReplay whether DPoP replay must be prevented across all enforcement points, not only within one
 */
public record TokenRules(Duration ttl, List<Binding> bind, boolean strictReplay) {

    /** The longest life that a policy may grant. */
    public static final Duration LONGEST = Duration.ofHours(24);

    /** @throws IllegalArgumentException where the life is out of range */
    public TokenRules {
        bind = Distinct.sorted(bind);
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(LONGEST) > 0 || ttl.toNanosPart() != 0) {
            throw new IllegalArgumentException("a token's ttl is from 1 second to 24 hours, in whole seconds");
        }
    }
}

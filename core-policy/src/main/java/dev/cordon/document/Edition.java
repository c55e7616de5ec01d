package dev.cordon.document;

import dev.cordon.policy.Environment;
import java.time.Instant;

/**
 * One publication of a policy.
 *
 * @param environment where it is for
 * @param sequence grows with every publication, also with one that brings back older content; from 0
 * @param validUntil the instant from which it must not be used, in whole seconds from 1970 on
 */
public record Edition(Environment environment, long sequence, Instant validUntil) {

    /** @throws IllegalArgumentException where a number is out of range */
    public Edition {
        if (sequence < 0 || sequence > Json.LARGEST) {
            throw new IllegalArgumentException("a sequence is from 0 to " + Json.LARGEST);
        }
        if (validUntil.getNano() != 0
                || validUntil.getEpochSecond() < 0
                || validUntil.getEpochSecond() > Json.LARGEST) {
            throw new IllegalArgumentException("a bundle is valid until a whole second, from 1970 on");
        }
    }
}

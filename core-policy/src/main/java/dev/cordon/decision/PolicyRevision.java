package dev.cordon.decision;

import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import java.time.Instant;

/**
 * Which policy, in which form.
 *
 * @param policy its name
 * @param environment the environment the bundle was made for
 * @param sequence grows with every bundle that is published
 * @param hash the SHA-256 of the canonical content, 64 lowercase hexadecimal digits
 * @param validUntil the instant from which it must not be used
 */
public record PolicyRevision(
        PolicyName policy, Environment environment, long sequence, String hash, Instant validUntil) {}

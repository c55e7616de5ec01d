package dev.cordon.document;

import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;

/**
 * What a host demands of the bundle that it loads.
 *
 * @param trust whose bundles
 * @param policy of which policy
 * @param environment for which environment
 * @param minimumSequence the lowest sequence; once a bundle is in use, its sequence, so that no older one replaces it
 */
public record BundleExpectations(BundleTrust trust, PolicyName policy, Environment environment, long minimumSequence) {

    /** The same demands with the sequence of a bundle that is now in use. */
    public BundleExpectations atLeast(long sequence) {
        return new BundleExpectations(trust, policy, environment, Math.max(sequence, minimumSequence));
    }
}

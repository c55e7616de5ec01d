package dev.cordon.mesh;

import dev.cordon.document.BundleExpectations;
import dev.cordon.policy.IssuerName;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a policy and its issuers' keys lie.
 *
 * @param bundle the bundle file; replace it whole, by renaming a new one over it
 * @param issuerKeys for each issuer, by the policy's name of it, the file of its public keys (RFC 7517 §5)
 * @param expected what is demanded of the bundle, with the pinned keys that its signature is checked with
 */
public record BundleFiles(Path bundle, Map<IssuerName, Path> issuerKeys, BundleExpectations expected) {

    /** Copies the map. */
    public BundleFiles {
        issuerKeys = Map.copyOf(issuerKeys);
    }
}

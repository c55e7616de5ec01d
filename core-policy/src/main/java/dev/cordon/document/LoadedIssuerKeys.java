package dev.cordon.document;

import dev.cordon.policy.IssuerName;
import dev.cordon.token.JsonWebKeys;
import java.util.Map;

/**
 * Issuers' keys that passed every check.
 *
 * @param keys the public keys of each issuer by the policy's name of it
 * @param edition which publication of them
 */
public record LoadedIssuerKeys(Map<IssuerName, JsonWebKeys> keys, Edition edition) {

    /** Copies the map. */
    public LoadedIssuerKeys {
        keys = Map.copyOf(keys);
    }
}

package dev.cordon.mesh.admin;

import dev.cordon.issuance.ApiKeyRequest;
import dev.cordon.issuance.IssuedApiKey;
import dev.cordon.issuance.TokenRefusedException;

/** Makes API keys by the policy in use. Implementations are safe for use by many threads. */
@FunctionalInterface
public interface ApiKeyIssuing {

    /**
     * Makes a key, which works from the next refresh on.
     *
     * @throws TokenRefusedException where there may be no such key, or it can't be made now
     */
    IssuedApiKey issue(ApiKeyRequest request) throws TokenRefusedException;
}

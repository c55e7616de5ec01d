package dev.cordon.issuance;

import java.util.List;
import java.util.Optional;

/**
 * The edge that a client asks a token for, as it asks: nothing in it is known to be of the policy.
 *
 * @param audience the target's name (RFC 8693 §2.1)
 * @param resource the target's public URL (RFC 8707 §2)
 * @param scopes the scopes; empty for all that the flow has
 * @param purpose the flow's id, where several lead to the target
 */
public record EdgeRequest(
        Optional<String> audience, Optional<String> resource, List<String> scopes, Optional<String> purpose) {

    /** Copies the list. */
    public EdgeRequest {
        scopes = List.copyOf(scopes);
    }
}

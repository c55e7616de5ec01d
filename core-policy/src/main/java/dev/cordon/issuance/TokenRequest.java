package dev.cordon.issuance;

import java.util.Optional;

/**
 * What a client asks a token by.
 *
 * @param client who asks
 * @param edge the edge that the token shall be for
 * @param subjectToken the token that the client was called with, and exchanges (RFC 8693); empty for a new chain (RFC
 *     6749 §4.4). A secret.
 * @param proof the one {@code DPoP} header; empty where there is none
 */
public record TokenRequest(
        ClientEvidence client, EdgeRequest edge, Optional<String> subjectToken, Optional<String> proof) {

    /** Names the client, not the token. */
    @Override
    public String toString() {
        return (subjectToken.isPresent() ? "exchange by " : "token for ") + client.method();
    }
}

package dev.cordon.credential;

import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.TokenHash;

/** How a service proves that it has a credential. */
public sealed interface CredentialProof {

    /**
     * By a secret (RFC 6749 §2.3.1). It is random and long, so that a plain hash tells nothing of it.
     *
     * @param hash the SHA-256 of its text
     */
    record Secret(TokenHash hash) implements CredentialProof {}

    /**
     * By a signature with a private key (RFC 7523 §2.2).
     *
     * @param keys the public halves of the service's keys
     */
    record Keys(JsonWebKeys keys) implements CredentialProof {}

    /** By a client certificate that the policy knows the service by (RFC 8705 §2.1). */
    record Certificate() implements CredentialProof {}

    /**
     * By what a cloud's platform vouches for, so that there is no first secret to hand out.
     *
     * @param identity who that must be
     */
    record Platform(PlatformIdentity identity) implements CredentialProof {}
}

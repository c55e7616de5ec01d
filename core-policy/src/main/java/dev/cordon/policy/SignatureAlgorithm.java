package dev.cordon.policy;

import java.util.Optional;

/** The JWS algorithms that an issuer may be allowed (RFC 7518 §3.1, RFC 8037 §3.1). There is no symmetric one. */
public enum SignatureAlgorithm {
    /** ECDSA on P-256 with SHA-256; the default. */
    ES256("ES256"),
    /** Edwards-curve signatures, on Ed25519 only. */
    EDDSA("EdDSA"),
    /** RSASSA-PKCS1-v1_5 with SHA-256, keys from 2048 bits; for issuers that offer nothing better. */
    RS256("RS256");

    private final String text;

    SignatureAlgorithm(String text) {
        this.text = text;
    }

    /** The algorithm of exactly this JOSE name. */
    public static Optional<SignatureAlgorithm> of(String name) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.text.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The JOSE name. */
    @Override
    public String toString() {
        return text;
    }
}

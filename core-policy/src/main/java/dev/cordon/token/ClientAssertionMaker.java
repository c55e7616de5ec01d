package dev.cordon.token;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes the signed assertions by which a client authenticates (RFC 7523 §2.2, §3), as the client does. Immutable and
 * safe to share between threads.
 */
public final class ClientAssertionMaker {

    /** The value of {@code client_assertion_type} that goes with them. */
    public static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Signer key;
    private final String client;

    /**
     * A maker for one client.
     *
     * @param client the client's id
     * @param key the client's private key
     */
    public ClientAssertionMaker(String client, Signer key) {
        this.client = client;
        this.key = key;
    }

    /**
     * Makes an assertion that is good for a minute.
     *
     * @param server {@code aud}: the issuer identifier of the server
     * @param id {@code jti}: another one for each assertion, not to be guessed
     * @param now {@code iat}
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String make(String server, String id, Instant now) throws SignerUnavailableException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", key.algorithm().toString());
        header.put("kid", key.keyId());
        header.put("typ", "JWT");
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", client);
        claims.put("sub", client);
        claims.put("aud", server);
        claims.put("jti", id);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        return CompactJws.sign(header, claims, key);
    }
}

package dev.cordon.issuance;

import dev.cordon.policy.ServiceName;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.TypedJws;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What shows that a credential works: a signed statement of a type that nothing takes for a token (RFC 8725 §3.11), for
 * the token service itself and nobody else.
 */
public final class TrialToken {

    /** The {@code typ} of its header. */
    public static final String TYPE = "trial+jwt";

    private static final Duration LIFE = Duration.ofSeconds(60);

    private final String text;

    private TrialToken(String text) {
        this.text = text;
    }

    /**
     * Makes one.
     *
     * @param issuer who makes it, and whom it is for
     * @param generation of the credential that it was asked with
     */
    static TrialToken make(String issuer, ServiceName client, long generation, Signer signer, Instant now)
            throws SignerUnavailableException {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", issuer);
        claims.put("sub", client.text());
        claims.put("gen", generation);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFE).getEpochSecond());
        return new TrialToken(TypedJws.sign(TYPE, claims, signer));
    }

    /** The token itself, which is no secret: it is good for nothing. */
    public String reveal() {
        return text;
    }

    /** How long it says to be good for, in seconds. */
    public long lifeSeconds() {
        return LIFE.toSeconds();
    }

    @Override
    public String toString() {
        return "trial token";
    }
}

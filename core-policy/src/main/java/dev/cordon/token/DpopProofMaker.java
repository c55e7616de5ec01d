package dev.cordon.token;

import dev.cordon.policy.KeyThumbprint;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes DPoP proofs (RFC 9449 §4.2), as a caller does. Immutable and safe to share between threads. */
public final class DpopProofMaker {

    private final SigningKey key;

    /** @param key the caller's key, to whose {@link #thumbprint} its tokens are bound */
    public DpopProofMaker(SigningKey key) {
        this.key = key;
    }

    /**
     * The call that a proof is for.
     *
     * @param method {@code htm}
     * @param url {@code htu}, without query and fragment
     */
    public record Call(String method, String url) {}

    /** The {@code jkt} of tokens that its proofs go with. */
    public KeyThumbprint thumbprint() {
        return key.thumbprint();
    }

    /**
     * Makes the value of a {@code DPoP} header, without a nonce.
     *
     * @param token the text of the access token that is shown with it
     * @param id {@code jti}: another one for each proof, not to be guessed
     * @param now {@code iat}
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String prove(Call call, String token, String id, Instant now) throws SignerUnavailableException {
        return sign(claims(call, token, id, now));
    }

    /**
     * The same with a nonce.
     *
     * @param nonce the last one that the called service's enforcement point handed out in {@code DPoP-Nonce}
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String prove(Call call, String token, String id, Instant now, String nonce)
            throws SignerUnavailableException {
        Map<String, Object> claims = claims(call, token, id, now);
        claims.put("nonce", nonce);
        return sign(claims);
    }

    /**
     * Makes the proof that comes with a request for a token (RFC 9449 §5), without a nonce.
     *
     * @param call the token endpoint's method and URL
     * @param id {@code jti}: another one for each proof, not to be guessed
     * @param now {@code iat}
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String proveRequest(Call call, String id, Instant now) throws SignerUnavailableException {
        return sign(claims(call, id, now));
    }

    private String sign(Map<String, Object> claims) throws SignerUnavailableException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("typ", DpopVerifier.TYPE);
        header.put("alg", key.algorithm().toString());
        header.put("jwk", key.publicHalf().members);
        return CompactJws.sign(header, claims, key);
    }

    private static Map<String, Object> claims(Call call, String token, String id, Instant now) {
        Map<String, Object> claims = claims(call, id, now);
        claims.put("ath", Base64Url.encode(TokenHash.of(token).bytes()));
        return claims;
    }

    private static Map<String, Object> claims(Call call, String id, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", id);
        claims.put("htm", call.method());
        claims.put("htu", call.url());
        claims.put("iat", now.getEpochSecond());
        return claims;
    }
}

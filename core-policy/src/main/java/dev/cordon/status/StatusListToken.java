package dev.cordon.status;

import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.TypedJws;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a signed status list says (draft-ietf-oauth-status-list §5.1).
 *
 * @param uri {@code sub}: where it is published
 * @param issuedAt {@code iat}, in whole seconds
 * @param expiresAt {@code exp}, from when on it says nothing any more, in whole seconds
 * @param ttl {@code ttl}: how long a copy serves before a fresh one should be fetched, in whole seconds
 * @param list {@code status_list}
 */
public record StatusListToken(String uri, Instant issuedAt, Instant expiresAt, Duration ttl, StatusList list) {

    /** What it is on the wire. */
    public static final String MEDIA_TYPE = "application/statuslist+jwt";

    static final String TYPE = "statuslist+jwt";
    static final String URI = "sub";
    static final String ISSUED = "iat";
    static final String END = "exp";
    static final String TTL = "ttl";
    static final String LIST = "status_list";
    static final String BITS = "bits";
    static final String STATUSES = "lst";

    /**
     * The list, signed.
     *
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String sign(Signer signer) throws SignerUnavailableException {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put(URI, uri);
        claims.put(ISSUED, issuedAt.getEpochSecond());
        claims.put(END, expiresAt.getEpochSecond());
        claims.put(TTL, ttl.toSeconds());
        claims.put(LIST, Map.of(BITS, (long) list.bits(), STATUSES, list.encode()));
        return TypedJws.sign(TYPE, claims, signer);
    }
}

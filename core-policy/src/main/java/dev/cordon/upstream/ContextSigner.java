package dev.cordon.upstream;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.request.RequestPath;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.TypedJws;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Signs the context of calls that an enforcement point lets through, for the one service that is called and for less
 * than a minute. Immutable; as safe for use by many threads as its signer.
 */
public final class ContextSigner {

    /** How long a context is good for: the way from the proxy to the service, and some difference of their clocks. */
    public static final Duration LIFETIME = Duration.ofSeconds(30);

    private final String point;
    private final Signer signer;

    /**
     * The operation that was allowed.
     *
     * @param service the service called
     * @param method the method, as the call spells it
     * @param path the path
     */
    public record Target(ServiceName service, String method, RequestPath path) {

        /** @throws IllegalArgumentException where the path has no reading or two, for such a call is never allowed */
        public Target {
            if (!path.isClear()) {
                throw new IllegalArgumentException("a path that is not clear is not vouched for");
            }
        }
    }

    /**
     * Who was allowed.
     *
     * @param caller the caller
     * @param segment the caller's segment
     * @param flow the flow that allowed
     */
    public record Passed(ServiceName caller, SegmentName segment, FlowId flow) {}

    /**
     * A signer for an enforcement point.
     *
     * @param point its name
     * @param signer Ed25519 or ES256: the header must stay short
     * @throws IllegalArgumentException where the key is of another kind
     */
    public ContextSigner(String point, Signer signer) {
        if (signer.algorithm() == SignatureAlgorithm.RS256) {
            throw new IllegalArgumentException(
                    "key `" + signer.keyId() + "` is an RSA key: sign contexts with an ES256 or EdDSA key");
        }
        this.point = point;
        this.signer = signer;
    }

    /**
     * Makes the value of a {@code Cordon-Context} header.
     *
     * @param decision the decision's id
     * @param now its {@code iat}, rounded down to a whole second
     * @throws SignerUnavailableException where the key can't be used now
     */
    public String sign(Target target, Passed passed, String decision, Instant now) throws SignerUnavailableException {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put(ContextClaims.POINT, point);
        claims.put(ContextClaims.SERVICE, target.service().text());
        claims.put(ContextClaims.ISSUED, now.getEpochSecond());
        claims.put(ContextClaims.END, now.getEpochSecond() + LIFETIME.toSeconds());
        claims.put(ContextClaims.DECISION, decision);
        claims.put(ContextClaims.METHOD, target.method());
        claims.put(ContextClaims.PATH_HASH, ContextClaims.hash(target.path()));
        claims.put(ContextClaims.CALLER, passed.caller().text());
        claims.put(ContextClaims.SEGMENT, passed.segment().text());
        claims.put(ContextClaims.FLOW, passed.flow().text());
        return TypedJws.sign(ContextClaims.TYPE, claims, signer);
    }
}

package dev.cordon.upstream;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.request.RequestPath;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TypedJws;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks in a service that a call passed an enforcement point: the signed {@code Cordon-Context} header is for this
 * service, this method and this path, and fresh. It replaces nothing that the service checks by itself. A context is
 * seen by the proxy and this service alone; where it could leak, remember {@link UpstreamContext#decision} for 30 s and
 * take none twice. Immutable and safe to share between threads.
 */
public final class ContextVerifier {

    /** The header. */
    public static final String HEADER = "Cordon-Context";

    /** How far the enforcement point's clock may be ahead, in seconds; nothing is added to its end. */
    private static final long LEEWAY = 5;

    private static final int LONGEST_TEXT = 256;

    private final ServiceName self;
    private final JsonWebKeys keys;
    private final SignatureProvider provider;

    /**
     * A verifier for a service.
     *
     * @param self this service's name in the policy
     * @param keys the public keys of the enforcement points before it
     */
    public ContextVerifier(ServiceName self, JsonWebKeys keys) {
        this(self, keys, SignatureProvider.jdk());
    }

    /** The same with another provider of signatures, which does not change the verdict. */
    public ContextVerifier(ServiceName self, JsonWebKeys keys, SignatureProvider provider) {
        this.self = self;
        this.keys = keys;
        this.provider = provider;
    }

    /**
     * The call that the context must be for, as this service received it.
     *
     * @param method the method
     * @param target the request target (RFC 9112 §3.2.1), raw: path and query as they came, not decoded by anyone
     */
    public record Received(String method, String target) {}

    /**
     * Checks a context. Never throws, whatever the text.
     *
     * @param header the one {@code Cordon-Context} header of the call, or null where there is none or more than one
     * @param now the instant of the call
     */
    public ContextCheck verify(@Nullable String header, Received call, Instant now) {
        if (header == null) {
            return new ContextCheck.Rejected(ContextDefect.MISSING);
        }
        TypedJws.Opened opened = TypedJws.open(ContextClaims.TYPE, header, keys, provider);
        if (opened instanceof TypedJws.Opened.Refused refused) {
            return new ContextCheck.Rejected(
                    switch (refused.defect()) {
                        case MALFORMED -> ContextDefect.MALFORMED;
                        case TYPE -> ContextDefect.TYPE;
                        case ALGORITHM -> ContextDefect.ALGORITHM;
                        case KEY, ISSUER -> ContextDefect.KEY;
                        case SIGNATURE -> ContextDefect.SIGNATURE;
                        case CLAIMS -> ContextDefect.CLAIMS;
                    });
        }
        return check(((TypedJws.Opened.Claims) opened).claims(), call, now);
    }

    private ContextCheck check(Map<String, Object> claims, Received call, Instant now) {
        long issued = time(claims, ContextClaims.ISSUED);
        long end = time(claims, ContextClaims.END);
        UpstreamContext context = context(claims);
        if (context == null || issued < 0 || end <= issued || end - issued > ContextSigner.LIFETIME.toSeconds()) {
            return new ContextCheck.Rejected(ContextDefect.CLAIMS);
        }
        ContextDefect defect = mismatch(claims, call);
        if (defect == null && end <= now.getEpochSecond()) {
            defect = ContextDefect.EXPIRED;
        } else if (defect == null && issued > now.getEpochSecond() + LEEWAY) {
            defect = ContextDefect.NOT_YET_VALID;
        }
        return defect == null ? new ContextCheck.Verified(context) : new ContextCheck.Rejected(defect);
    }

    private @Nullable ContextDefect mismatch(Map<String, Object> claims, Received call) {
        if (!self.text().equals(claims.get(ContextClaims.SERVICE))) {
            return ContextDefect.SERVICE;
        }
        if (!call.method().equals(claims.get(ContextClaims.METHOD))) {
            return ContextDefect.METHOD;
        }
        RequestPath path = RequestPath.read(call.target());
        String claimed = text(claims, ContextClaims.PATH_HASH);
        return path.isClear() && claimed != null && isEqual(claimed, ContextClaims.hash(path))
                ? null
                : ContextDefect.PATH;
    }

    /** In a time that does not tell how far two hashes agree. */
    private static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable UpstreamContext context(Map<String, Object> claims) {
        String point = text(claims, ContextClaims.POINT);
        String decision = text(claims, ContextClaims.DECISION);
        String caller = text(claims, ContextClaims.CALLER);
        String segment = text(claims, ContextClaims.SEGMENT);
        String flow = text(claims, ContextClaims.FLOW);
        if (point == null || decision == null || caller == null || segment == null || flow == null) {
            return null;
        }
        try {
            return new UpstreamContext(
                    point,
                    decision,
                    new ContextSigner.Passed(new ServiceName(caller), new SegmentName(segment), new FlowId(flow)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isEmpty() && text.length() <= LONGEST_TEXT
                ? text
                : null;
    }

    /** Whole seconds since 1970, or below 0 where it is no such number. */
    private static long time(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Long seconds && seconds < Instant.MAX.getEpochSecond() ? seconds : -1;
    }
}

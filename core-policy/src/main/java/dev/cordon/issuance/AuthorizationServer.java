package dev.cordon.issuance;

import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.decision.Moment;
import dev.cordon.document.Json;
import dev.cordon.network.IpAddress;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.DpopNonces;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An authorization server's endpoints (RFC 6749 §3.2, RFC 7662, RFC 7009, RFC 8414, RFC 7517), apart from HTTP. Each
 * request to one that takes forms is recorded, whatever comes of it. Safe for use by many threads; blocks as long as
 * its stores do.
 */
public final class AuthorizationServer {

    private static final String WELL_KNOWN = "/.well-known/oauth-authorization-server";
    private static final String JSON = "application/json";

    /** How long a client shall wait where something does not answer, in seconds. */
    private static final String SOON = "1";

    private final Parts parts;

    /** What can be asked. */
    public enum Endpoint {
        /** Tokens (RFC 6749 §3.2). */
        TOKEN("/oauth2/token", true),
        /** Whether a token is good (RFC 7662 §2). */
        INTROSPECTION("/oauth2/introspect", true),
        /** The end of a token's chain (RFC 7009 §2). */
        REVOCATION("/oauth2/revoke", true),
        /** The keys that tokens are verified with (RFC 7517 §5). */
        KEYS("/oauth2/jwks", false),
        /** What the server can do (RFC 8414 §3). */
        METADATA(WELL_KNOWN, false);

        private final String path;
        private final boolean takesForms;

        Endpoint(String path, boolean takesForms) {
            this.path = path;
            this.takesForms = takesForms;
        }

        /** Whether it takes forms by POST; others are read by GET. */
        public boolean takesForms() {
            return takesForms;
        }
    }

    /**
     * What a server is made of.
     *
     * @param issuer its issuer identifier, a URL: the {@code iss} of its tokens
     * @param service makes tokens
     * @param tokens knows those that were made
     * @param keys the keys that sign them
     * @param statuses the published status of tokens; empty where there is none
     * @param nonces what DPoP proofs must have; empty where they need none
     * @param log takes a record of each request
     */
    public record Parts(
            String issuer,
            TokenService service,
            IssuedTokens tokens,
            IssuingKeys keys,
            Optional<StatusPages> statuses,
            Optional<DpopNonces> nonces,
            TokenSink log) {}

    /**
     * A form as it was posted, with what came beside it.
     *
     * @param form the body
     * @param authorization the {@code Authorization} headers
     * @param proofs the {@code DPoP} headers
     * @param certificate what is known of the client's certificate
     * @param source the address it comes from, where it is known
     */
    public record Posted(
            String form,
            List<String> authorization,
            List<String> proofs,
            CertificateEvidence certificate,
            Optional<IpAddress> source) {

        /** Copies the lists. */
        public Posted {
            authorization = List.copyOf(authorization);
            proofs = List.copyOf(proofs);
        }

        /** Nothing of it is shown: it holds secrets. */
        @Override
        public String toString() {
            return "form";
        }
    }

    /**
     * A server of these parts.
     *
     * @throws IllegalArgumentException where the issuer identifier is none (RFC 8414 §2)
     */
    public AuthorizationServer(Parts parts) {
        requireIdentifier(parts.issuer());
        this.parts = parts;
    }

    /**
     * Checks an issuer identifier (RFC 8414 §2). One that ends in a slash would make two of the endpoints' paths.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static void requireIdentifier(String issuer) {
        boolean plain = issuer.matches("https://[^/?#@\\s]+(/[^?#\\s]*)?") && !issuer.endsWith("/");
        if (!plain || !isUri(issuer)) {
            throw new IllegalArgumentException("`" + issuer
                    + "` is no issuer identifier: write an https URL without query, fragment and last slash");
        }
    }

    private static boolean isUri(String text) {
        try {
            return URI.create(text).isAbsolute();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The URLs of a server's endpoints, and its identifier: what clients may call it in their assertions. */
    public static Set<String> audiences(String issuer) {
        Set<String> audiences = new HashSet<>(Set.of(issuer));
        for (Endpoint endpoint : Endpoint.values()) {
            if (endpoint.takesForms) {
                audiences.add(issuer + endpoint.path);
            }
        }
        return audiences;
    }

    /** The URL of a server's token endpoint, which DPoP proofs name. */
    public static String tokenUrl(String issuer) {
        return issuer + Endpoint.TOKEN.path;
    }

    /**
     * The endpoint at a path of the server's public URL, which is its issuer identifier: the others stand behind the
     * path of that, the metadata before it (RFC 8414 §3.1).
     */
    public Optional<Endpoint> at(String path) {
        String base =
                Optional.ofNullable(URI.create(parts.issuer()).getRawPath()).orElse("");
        for (Endpoint endpoint : Endpoint.values()) {
            String own = endpoint == Endpoint.METADATA ? WELL_KNOWN + base : base + endpoint.path;
            if (path.equals(own)) {
                return Optional.of(endpoint);
            }
        }
        return Optional.empty();
    }

    /** The published status of tokens; empty where there is none. */
    public Optional<StatusPages> statuses() {
        return parts.statuses();
    }

    /** The answer of an endpoint that takes no forms. */
    public OAuthAnswer read(Endpoint endpoint, Moment now) {
        return endpoint == Endpoint.METADATA
                ? json(OAuthAnswers.metadata(parts.issuer(), parts.statuses().isPresent()), "public, max-age=3600")
                : keys(now);
    }

    private OAuthAnswer keys(Moment now) {
        try {
            String keys =
                    parts.keys().shown(now.wall()).map(shown -> shown.toJson()).orElse("{\"keys\":[]}");
            return new OAuthAnswer(
                    200,
                    Map.of("Content-Type", "application/jwk-set+json", "Cache-Control", "public, max-age=60"),
                    keys);
        } catch (SigningKeyStoreUnavailableException e) {
            return error(OAuthError.TEMPORARILY_UNAVAILABLE, now);
        }
    }

    /** The answer of an endpoint that takes forms. Never throws. */
    public OAuthAnswer answer(Endpoint endpoint, Posted posted, Moment now) {
        ClientRequest request;
        try {
            request = new ClientRequest(
                    FormParameters.read(posted.form()),
                    posted.authorization(),
                    posted.proofs(),
                    posted.certificate(),
                    posted.source());
        } catch (TokenRefusedException e) {
            return refused(new AskedFor(endpoint, posted.source(), Optional.empty()), e, now);
        }
        AskedFor asked = new AskedFor(endpoint, posted.source(), Optional.of(request));
        try {
            return answer(endpoint, request, asked, now);
        } catch (TokenRefusedException e) {
            return refused(asked, e, now);
        } catch (RuntimeException e) {
            // the outermost catch of a request: a fault of ours is no token
            String fault = "internal error: " + e.getClass().getSimpleName();
            return refused(asked, new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, fault), now);
        }
    }

    private OAuthAnswer refused(AskedFor asked, TokenRefusedException refusal, Moment now) {
        asked.record(parts.log(), now, refusal.outcome());
        return error(refusal.error(), now);
    }

    /**
     * The answer to a request for forms that is none, which is recorded too.
     *
     * @param source the address it comes from, where it is known
     * @param why what is wrong with it
     */
    public OAuthAnswer unreadable(Endpoint endpoint, Optional<IpAddress> source, String why, Moment now) {
        return refused(
                new AskedFor(endpoint, source, Optional.empty()),
                new TokenRefusedException(OAuthError.INVALID_REQUEST, why),
                now);
    }

    /** The answer where too much is asked for at once; not recorded, which would be one thing more to do. */
    public OAuthAnswer busy(Moment now) {
        return error(OAuthError.TEMPORARILY_UNAVAILABLE, now);
    }

    private OAuthAnswer answer(Endpoint endpoint, ClientRequest request, AskedFor asked, Moment now)
            throws TokenRefusedException {
        if (endpoint == Endpoint.TOKEN) {
            TokenRequest wanted = request.tokenRequest();
            if (parts.service().isTrial(wanted)) {
                OAuthAnswer answer = json(OAuthAnswers.trial(parts.service().trial(wanted, now)), "no-store");
                asked.record(parts.log(), now, new TokenRecord.Answered());
                return answer;
            }
            IssuedToken issued = parts.service().issue(wanted, now);
            asked.record(parts.log(), now, issued.record());
            return nonced(json(OAuthAnswers.token(issued), "no-store"), now);
        }
        String token = request.parameters().required("token");
        if (endpoint == Endpoint.INTROSPECTION) {
            OAuthAnswer answer = json(
                    OAuthAnswers.introspection(parts.tokens().introspect(request.client(), token, now)), "no-store");
            asked.record(parts.log(), now, new TokenRecord.Answered());
            return answer;
        }
        Optional<String> ended = parts.tokens().revoke(request.client(), token, now);
        asked.record(
                parts.log(),
                now,
                ended.<TokenRecord.Outcome>map(TokenRecord.Revoked::new).orElseGet(TokenRecord.Answered::new));
        return new OAuthAnswer(200, Map.of("Cache-Control", "no-store"), "");
    }

    private OAuthAnswer error(OAuthError error, Moment now) {
        Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", JSON, "Cache-Control", "no-store"));
        if (error == OAuthError.INVALID_CLIENT) {
            headers.put("WWW-Authenticate", "Basic realm=\"cordon\"");
        } else if (error == OAuthError.TEMPORARILY_UNAVAILABLE) {
            headers.put("Retry-After", SOON);
        }
        OAuthAnswer answer = new OAuthAnswer(
                error.status(), headers, OAuthAnswers.error(error).toCanonical());
        return error == OAuthError.USE_DPOP_NONCE ? nonced(answer, now) : answer;
    }

    /** RFC 9449 §8: who needs a nonce is given one. */
    private OAuthAnswer nonced(OAuthAnswer answer, Moment now) {
        if (parts.nonces().isEmpty()) {
            return answer;
        }
        Map<String, String> headers = new TreeMap<>(answer.headers());
        headers.put("DPoP-Nonce", parts.nonces().get().at(now.wall()));
        return new OAuthAnswer(answer.status(), headers, answer.body());
    }

    private static OAuthAnswer json(Json body, String caching) {
        return new OAuthAnswer(200, Map.of("Content-Type", JSON, "Cache-Control", caching), body.toCanonical());
    }
}

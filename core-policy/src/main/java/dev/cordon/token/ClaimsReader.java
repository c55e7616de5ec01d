package dev.cordon.token;

import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Scope;
import dev.cordon.policy.TokenKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of a token whose signature holds. A claim that is there and not understood in full is an error: what
 * it restricts must not be lost.
 */
final class ClaimsReader {

    /** The longest {@code act} chain. */
    static final int MOST_ACTORS = 8;

    private static final String ACTOR = "act";

    private ClaimsReader() {}

    static VerifiedClaims read(CompactJws token, KeyRing.Trusted issuer, String keyId) throws OddClaimException {
        Fields payload = token.payload;
        VerifiedClaims claims = new VerifiedClaims(issuer.name(), issuer.kind(), keyId);
        claims.origin = payload.name("sub");
        claims.issuedAt = payload.time("iat");
        claims.notBefore = payload.has("nbf") ? payload.time("nbf") : claims.issuedAt;
        claims.expiresAt = payload.time("exp");
        if (claims.expiresAt <= claims.issuedAt) {
            throw new OddClaimException("exp");
        }
        claims.transaction = payload.nameOrNull("txn");
        claims.actors = actors(payload);
        confirmation(payload, claims);
        if (issuer.kind() == TokenKind.SEGMENT) {
            segment(payload, claims);
        } else {
            new ForeignClaims(token, issuer.claims()).read(claims);
        }
        claims.all = testable(payload.members());
        return claims;
    }

    private static void segment(Fields payload, VerifiedClaims claims) throws OddClaimException {
        claims.id = payload.name("jti");
        claims.caller = payload.name("client_id");
        claims.scopes = scopes(payload, "scope");
        claims.audience = List.of(payload.name("aud"));
        if (claims.transaction == null) {
            throw new OddClaimException("txn");
        }
        if (payload.has(StatusClaim.NAME)) {
            claims.status = StatusClaim.read(payload.object(StatusClaim.NAME));
        }
        CordonClaim.read(payload.object(CordonClaim.NAME), claims);
    }

    /** RFC 8693 §4.1, from the latest to the first. */
    private static List<String> actors(Fields payload) throws OddClaimException {
        List<String> actors = new ArrayList<>();
        Fields at = payload;
        while (at.has(ACTOR)) {
            at = at.object(ACTOR);
            at.only(List.of("sub", ACTOR));
            actors.add(at.name("sub"));
            if (actors.size() > MOST_ACTORS) {
                throw new OddClaimException(ACTOR);
            }
        }
        return List.copyOf(actors);
    }

    /** RFC 6749 §3.3; empty text, which some servers write, grants nothing. */
    static List<String> scopes(Fields payload, String claim) throws OddClaimException {
        String text = payload.anyText(claim);
        if (text == null || text.isEmpty()) {
            if (text == null && payload.has(claim)) {
                throw new OddClaimException(claim);
            }
            return List.of();
        }
        return scopes(List.of(text.split(" ", -1)), claim);
    }

    /** Each scope once. */
    static List<String> scopes(List<String> given, String claim) throws OddClaimException {
        for (String scope : given) {
            if (!Scope.isValid(scope)) {
                throw new OddClaimException(claim);
            }
        }
        return given.stream().distinct().toList();
    }

    /** RFC 7800 §3.1 with RFC 8705 §3.1 and RFC 9449 §6.1; any other method of confirmation could not be checked. */
    private static void confirmation(Fields payload, VerifiedClaims claims) throws OddClaimException {
        if (!payload.has("cnf")) {
            return;
        }
        Fields cnf = payload.object("cnf");
        cnf.only(List.of("x5t#S256", "jkt"));
        claims.certificate = thumbprint(cnf, "x5t#S256");
        claims.key = thumbprint(cnf, "jkt");
        if (claims.certificate == null && claims.key == null) {
            throw new OddClaimException("cnf");
        }
    }

    private static @Nullable KeyThumbprint thumbprint(Fields cnf, String member) throws OddClaimException {
        if (!cnf.has(member)) {
            return null;
        }
        String text = cnf.name(member);
        if (!KeyThumbprint.isValid(text)) {
            throw new OddClaimException(member);
        }
        return new KeyThumbprint(text);
    }

    /** The claims that a policy can test: scalars and arrays of scalars, numbers whole. */
    static Map<String, ClaimValue> testable(Map<String, Object> members) {
        Map<String, ClaimValue> all = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            Optional<ClaimValue> tested = value instanceof List<?> list ? many(list) : scalar(value);
            tested.ifPresent(claim -> all.put(name, claim));
        });
        return Collections.unmodifiableMap(all);
    }

    private static Optional<ClaimValue> many(List<?> list) {
        List<ClaimValue> values = new ArrayList<>(list.size());
        for (Object element : list) {
            Optional<ClaimValue> value = scalar(element);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(new ClaimValue.Many(values));
    }

    private static Optional<ClaimValue> scalar(Object value) {
        if (value instanceof String text) {
            return Optional.of(new ClaimValue.Text(text));
        }
        if (value instanceof Long number) {
            return Optional.of(new ClaimValue.Whole(number));
        }
        return value instanceof Boolean flag ? Optional.of(new ClaimValue.Flag(flag)) : Optional.empty();
    }
}

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

    static VerifiedClaims read(Fields payload, KeyRing.Trusted issuer, String keyId) throws OddClaimException {
        VerifiedClaims claims = new VerifiedClaims(issuer.name(), issuer.kind(), keyId);
        claims.id = payload.name("jti");
        claims.caller = payload.name("client_id");
        claims.origin = payload.name("sub");
        claims.issuedAt = payload.time("iat");
        claims.notBefore = payload.has("nbf") ? payload.time("nbf") : claims.issuedAt;
        claims.expiresAt = payload.time("exp");
        if (claims.expiresAt <= claims.issuedAt) {
            throw new OddClaimException("exp");
        }
        claims.transaction = payload.nameOrNull("txn");
        claims.actors = actors(payload);
        claims.scopes = scopes(payload);
        confirmation(payload, claims);
        if (issuer.kind() == TokenKind.SEGMENT) {
            segment(payload, claims);
        } else {
            external(payload, claims);
        }
        claims.all = testable(payload.members());
        return claims;
    }

    private static void segment(Fields payload, VerifiedClaims claims) throws OddClaimException {
        claims.audience = List.of(payload.name("aud"));
        if (claims.transaction == null) {
            throw new OddClaimException("txn");
        }
        CordonClaim.read(payload.object(CordonClaim.NAME), claims);
    }

    /** Its {@code sub} may be a user; the chain begins with the caller, which its issuer vouches for. */
    private static void external(Fields payload, VerifiedClaims claims) throws OddClaimException {
        String text = payload.anyText("aud");
        boolean one = text != null && Fields.isName(text, Fields.LONGEST_URL);
        claims.audience = one ? List.of(text) : payload.names("aud", Fields.LONGEST_URL);
        List<String> roles = payload.namesOrNone("roles");
        List<String> groups = payload.namesOrNone("groups");
        if (!claims.origin.equals(claims.caller)) {
            claims.subject = new VerifiedToken.Subject(claims.issuer.text(), claims.origin, roles, groups);
            claims.origin = claims.caller;
        }
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
    private static List<String> scopes(Fields payload) throws OddClaimException {
        String text = payload.anyText("scope");
        if (text == null || text.isEmpty()) {
            if (text == null && payload.has("scope")) {
                throw new OddClaimException("scope");
            }
            return List.of();
        }
        List<String> scopes = new ArrayList<>();
        for (String scope : text.split(" ", -1)) {
            if (!Scope.isValid(scope)) {
                throw new OddClaimException("scope");
            }
            if (!scopes.contains(scope)) {
                scopes.add(scope);
            }
        }
        return List.copyOf(scopes);
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
    private static Map<String, ClaimValue> testable(Map<String, Object> members) {
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

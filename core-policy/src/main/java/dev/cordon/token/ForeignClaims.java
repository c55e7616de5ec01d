package dev.cordon.token;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.TokenPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the claims that other issuers write in their own ways (RFC 9068, and what a policy says of each issuer). */
final class ForeignClaims {

    /** Before the name of a caller that the issuer's aliases don't have: no service can be called so. */
    private static final String STRANGER = "unmapped:";

    /** Claims that are elsewhere (OpenID Connect Core 1.0 §5.6.2), and Entra's word for it. */
    private static final String ELSEWHERE = "_claim_names";

    private static final String HAS_GROUPS = "hasgroups";

    private final CompactJws token;
    private final Fields payload;
    private final ClaimMapping mapping;
    private final ClaimNames names;

    ForeignClaims(CompactJws token, ClaimMapping mapping) {
        this.token = token;
        this.payload = token.payload;
        this.mapping = mapping;
        this.names = mapping.names();
    }

    /** Its {@code sub} may be a user; the chain begins with the caller, which its issuer vouches for. */
    void read(VerifiedClaims claims) throws OddClaimException {
        required();
        claims.id = id();
        String caller = payload.name(names.caller());
        claims.caller = service(caller);
        claims.actors = claims.actors.stream().map(this::service).toList();
        claims.audience = audience();
        claims.scopes = scopes();
        requireHere();
        List<String> roles = payload.namesOrNone(names.roles());
        List<String> groups = payload.namesOrNone(names.groups());
        if (!claims.origin.equals(caller)) {
            claims.subject = new VerifiedToken.Subject(claims.issuer.text(), claims.origin, roles, groups);
        }
        claims.origin = claims.caller;
    }

    private void required() throws OddClaimException {
        if (mapping.required().isEmpty()) {
            return;
        }
        Map<String, ClaimValue> there = ClaimsReader.testable(payload.members());
        for (Map.Entry<String, ClaimValue> wanted : mapping.required().entrySet()) {
            if (!wanted.getValue().equals(there.get(wanted.getKey()))) {
                throw new OddClaimException(wanted.getKey());
            }
        }
    }

    /** The hash is of what is signed: a signature may have a second form, and then one token would have two ids. */
    private String id() throws OddClaimException {
        if (mapping.goesWithout(TokenPart.ID) && !payload.has(names.id())) {
            return Base64Url.encode(TokenHash.sha256(token.signed));
        }
        return payload.name(names.id());
    }

    private String service(String name) {
        return mapping.services().caller(name).orElse(STRANGER + name);
    }

    private List<String> audience() throws OddClaimException {
        if (mapping.goesWithout(TokenPart.AUD) && !payload.has("aud")) {
            return List.of();
        }
        String text = payload.anyText("aud");
        boolean one = text != null && Fields.isName(text, Fields.LONGEST_URL);
        List<String> given = one ? List.of(text) : payload.names("aud", Fields.LONGEST_URL);
        List<String> audience = new ArrayList<>(given.size());
        for (String value : given) {
            audience.add(mapping.services().target(value));
        }
        return List.copyOf(audience);
    }

    /** RFC 9068 knows text only; a claim of another name may be an array, as issuers write it. */
    private List<String> scopes() throws OddClaimException {
        String claim = names.scopes();
        boolean text = claim.equals(ClaimNames.STANDARD.scopes()) || payload.anyText(claim) != null;
        return text ? ClaimsReader.scopes(payload, claim) : ClaimsReader.scopes(payload.namesOrNone(claim), claim);
    }

    /** Roles and groups that are said to be elsewhere must not be taken for none. */
    private void requireHere() throws OddClaimException {
        if (payload.has(HAS_GROUPS)) {
            throw new OddClaimException(HAS_GROUPS);
        }
        if (payload.has(ELSEWHERE)) {
            Fields elsewhere = payload.object(ELSEWHERE);
            if (elsewhere.has(names.roles()) || elsewhere.has(names.groups())) {
                throw new OddClaimException(ELSEWHERE);
            }
        }
    }
}

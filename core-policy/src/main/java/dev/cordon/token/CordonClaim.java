package dev.cordon.token;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one private claim of a segment token, written and read in one place. Its members are listed in docs/tokens.md.
 */
final class CordonClaim {

    static final String NAME = "cordon";

    private static final String PURPOSE = "purpose";
    private static final String GENERATION = "gen";
    private static final String CHAIN = "chain_iat";
    private static final String ENVIRONMENT = "env";
    private static final String NETWORKS = "net";
    private static final String WINDOWS = "windows";
    private static final String MAX_AGE = "max_age";
    private static final String SUBJECT = "subject";
    private static final List<String> MEMBERS =
            List.of(PURPOSE, GENERATION, CHAIN, ENVIRONMENT, NETWORKS, WINDOWS, MAX_AGE, SUBJECT);

    private static final String SUBJECT_ISSUER = "iss";
    private static final String SUBJECT_ID = "sub";
    private static final String ROLES = "roles";
    private static final String GROUPS = "groups";

    private CordonClaim() {}

    static Map<String, Object> write(SegmentTokenRequest request) {
        Map<String, Object> claim = new LinkedHashMap<>();
        SegmentTokenRequest.Bound bound = request.bound();
        claim.put(PURPOSE, request.purpose().text());
        claim.put(GENERATION, request.chain().generation());
        if (!request.chain().issuedAt().isEmpty()) {
            claim.put(CHAIN, request.chain().issuedAt());
        }
        bound.environment().ifPresent(environment -> claim.put(ENVIRONMENT, environment.text()));
        if (!bound.networks().isEmpty()) {
            claim.put(NETWORKS, bound.networks().stream().map(Cidr::toString).toList());
        }
        if (!bound.windows().isEmpty()) {
            claim.put(WINDOWS, bound.windows().stream().map(WindowClaim::write).toList());
        }
        bound.maxAge().ifPresent(age -> claim.put(MAX_AGE, age.toSeconds()));
        request.chain().subject().ifPresent(subject -> claim.put(SUBJECT, write(subject)));
        return claim;
    }

    private static Map<String, Object> write(VerifiedToken.Subject subject) {
        Map<String, Object> claim = new LinkedHashMap<>();
        claim.put(SUBJECT_ISSUER, subject.issuer());
        claim.put(SUBJECT_ID, subject.id());
        if (!subject.roles().isEmpty()) {
            claim.put(ROLES, subject.roles());
        }
        if (!subject.groups().isEmpty()) {
            claim.put(GROUPS, subject.groups());
        }
        return claim;
    }

    static void read(Fields claim, VerifiedClaims claims) throws OddClaimException {
        claim.only(MEMBERS);
        String purpose = claim.name(PURPOSE);
        if (!FlowId.isValid(purpose)) {
            throw new OddClaimException(PURPOSE);
        }
        claims.purpose = purpose;
        claims.generation = claim.whole(GENERATION, 0, SegmentTokenRequest.Chain.LAST_GENERATION);
        claims.chainIssuedAt = claim.wholes(CHAIN, 0, Fields.LATEST);
        if (claim.has(CHAIN) && claims.chainIssuedAt.size() != claims.actors.size()) {
            throw new OddClaimException(CHAIN);
        }
        String environment = claim.nameOrNull(ENVIRONMENT);
        if (environment != null && !Environment.isValid(environment)) {
            throw new OddClaimException(ENVIRONMENT);
        }
        claims.environment = environment;
        if (claim.has(NETWORKS)) {
            claims.networks = networks(claim);
        }
        if (claim.has(WINDOWS)) {
            claims.windows = WindowClaim.read(claim.objects(WINDOWS));
        }
        if (claim.has(MAX_AGE)) {
            claims.maxAge = claim.whole(MAX_AGE, 1, SegmentTokenRequest.LONGEST_SECONDS);
        }
        if (claim.has(SUBJECT)) {
            claims.subject = subject(claim.object(SUBJECT));
        }
    }

    private static List<Cidr> networks(Fields claim) throws OddClaimException {
        List<Cidr> networks = new ArrayList<>();
        for (String text : claim.names(NETWORKS, Fields.LONGEST_NAME)) {
            networks.add(Cidr.parse(text).orElseThrow(() -> new OddClaimException(NETWORKS)));
        }
        return List.copyOf(networks);
    }

    private static VerifiedToken.Subject subject(Fields subject) throws OddClaimException {
        subject.only(List.of(SUBJECT_ISSUER, SUBJECT_ID, ROLES, GROUPS));
        String issuer = subject.name(SUBJECT_ISSUER);
        if (!IssuerName.isValid(issuer)) {
            throw new OddClaimException(SUBJECT_ISSUER);
        }
        return new VerifiedToken.Subject(
                issuer, subject.name(SUBJECT_ID), subject.namesOrNone(ROLES), subject.namesOrNone(GROUPS));
    }
}

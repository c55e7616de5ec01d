package dev.cordon.document;

import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a bundle, or the issuers' keys, say of themselves beside their content.
 *
 * @param policy the name of the policy
 * @param edition which publication of it, or of its issuers' keys
 */
public record BundleHeader(PolicyName policy, Edition edition) {

    /** The one format there is. */
    static final long FORMAT = 1;

    private static final Set<String> OWN = Set.of("typ", "policy", "environment", "sequence", "validUntil", "format");

    private static final Set<String> OF_JWS = Set.of("alg", "kid", "b64", "crit");

    /** The parameters that a header carries beside those of JWS itself. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new TreeMap<>();
        parameters.put("policy", policy.text());
        parameters.put("environment", edition.environment().text());
        parameters.put("sequence", edition.sequence());
        parameters.put("validUntil", edition.validUntil().getEpochSecond());
        parameters.put("format", FORMAT);
        return parameters;
    }

    /** The header with these parameters; one that is unknown may change what the content means, so it is refused. */
    static BundleHeader of(DocumentKind kind, Map<String, ?> parameters) throws BundleRefusedException {
        boolean signed = kind.signedType().equals(parameters.get("typ"));
        if (whole(kind, parameters, "format") != FORMAT) {
            throw kind.refused(
                    BundleRefusal.FORMAT,
                    "is of another format than " + FORMAT + ": update cordon, or publish it anew");
        }
        for (String name : parameters.keySet()) {
            boolean known = OWN.contains(name) || signed && OF_JWS.contains(name);
            if (!known) {
                throw defect(kind, "has an unknown member: update cordon, or");
            }
        }
        try {
            return new BundleHeader(
                    new PolicyName(text(kind, parameters, "policy")),
                    new Edition(
                            new Environment(text(kind, parameters, "environment")),
                            whole(kind, parameters, "sequence"),
                            Instant.ofEpochSecond(whole(kind, parameters, "validUntil"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw defect(kind, "has a value out of range:");
        }
    }

    private static String text(DocumentKind kind, Map<String, ?> parameters, String name)
            throws BundleRefusedException {
        if (parameters.get(name) instanceof String text) {
            return text;
        }
        throw defect(kind, "lacks `" + name + "`:");
    }

    private static long whole(DocumentKind kind, Map<String, ?> parameters, String name) throws BundleRefusedException {
        if (parameters.get(name) instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw defect(kind, "lacks `" + name + "`:");
    }

    private static BundleRefusedException defect(DocumentKind kind, String predicate) {
        return new BundleRefusedException(
                BundleRefusal.FORMAT, "the " + kind.noun + "'s header " + predicate + " publish it anew");
    }
}

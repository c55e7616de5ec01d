package dev.cordon.document;

import dev.cordon.policy.Environment;
import dev.cordon.policy.PolicyName;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a bundle says of itself beside its content.
 *
 * @param policy the name of the policy
 * @param edition which publication of it
 */
public record BundleHeader(PolicyName policy, Edition edition) {

    /** The {@code typ} of a signed bundle's header. */
    static final String SIGNED_TYPE = "cordon-bundle+jws";

    /** The {@code typ} of an unsigned one's. */
    static final String UNSIGNED_TYPE = "cordon-bundle+unsigned";

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
    static BundleHeader of(Map<String, ?> parameters) throws BundleRefusedException {
        boolean signed = SIGNED_TYPE.equals(parameters.get("typ"));
        if (whole(parameters, "format") != FORMAT) {
            throw refused("the bundle is of another format than " + FORMAT + ": update cordon, or publish it anew");
        }
        for (String name : parameters.keySet()) {
            boolean known = OWN.contains(name) || signed && OF_JWS.contains(name);
            if (!known) {
                throw refused("the bundle's header has an unknown member: update cordon, or publish it anew");
            }
        }
        try {
            return new BundleHeader(
                    new PolicyName(text(parameters, "policy")),
                    new Edition(
                            new Environment(text(parameters, "environment")),
                            whole(parameters, "sequence"),
                            Instant.ofEpochSecond(whole(parameters, "validUntil"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused("the bundle's header has a value out of range: publish it anew");
        }
    }

    private static String text(Map<String, ?> parameters, String name) throws BundleRefusedException {
        if (parameters.get(name) instanceof String text) {
            return text;
        }
        throw refused("the bundle's header lacks `" + name + "`: publish it anew");
    }

    private static long whole(Map<String, ?> parameters, String name) throws BundleRefusedException {
        if (parameters.get(name) instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw refused("the bundle's header lacks `" + name + "`: publish it anew");
    }

    private static BundleRefusedException refused(String message) {
        return new BundleRefusedException(BundleRefusal.FORMAT, message);
    }
}

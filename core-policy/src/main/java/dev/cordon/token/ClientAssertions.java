package dev.cordon.token;

import dev.cordon.policy.SignatureAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signed assertions by which clients authenticate (RFC 7523 §3; {@code private_key_jwt} of OpenID Connect
 * Core §9). Safe for use by many threads.
 */
public final class ClientAssertions {

    /** How long an assertion may be good for, in seconds: until then its {@code jti} must be remembered. */
    public static final long LONGEST_LIFE = 300;

    /** How far the client's clock may be ahead, in seconds. It never prolongs an assertion. */
    private static final long LEEWAY = 5;

    /** What {@code typ} may say, where it is there: an access token or a proof is no assertion. */
    private static final Set<String> TYPES = Set.of("JWT", "client-authentication+jwt");

    /** Nothing in the header may lead to another key, or change what is signed. */
    private static final List<String> REFUSED = List.of("crit", "b64", "jwk", "jku", "x5u", "x5c");

    private final SignatureProvider provider;

    /** A checker that uses this provider. */
    public ClientAssertions(SignatureProvider provider) {
        this.provider = provider;
    }

    /** The outcome of a check. */
    public sealed interface Outcome {}

    /**
     * The assertion holds.
     *
     * @param use what must be used at most once
     */
    public record Holds(ProofId use) implements Outcome {}

    /** The assertion does not hold, in a lowercase line for operators, without anything of the assertion. */
    public record Fails(String why) implements Outcome {}

    /**
     * Who signed it, as it says itself: {@code sub}. Nothing in it is believed yet. Empty where it is no signed JWT.
     */
    public static Optional<String> claimedClient(String assertion) {
        CompactJws read = CompactJws.read(assertion);
        return Optional.ofNullable(read == null ? null : read.payload.anyText("sub"));
    }

    /**
     * Checks an assertion in full but for its replay. Never throws, whatever the text.
     *
     * @param client the client's id
     * @param keys the client's keys
     * @param audiences what this server is called: its issuer identifier, the URLs of its endpoints
     */
    public Outcome check(String assertion, String client, JsonWebKeys keys, Set<String> audiences, Instant now) {
        CompactJws read = CompactJws.read(assertion);
        if (read == null) {
            return new Fails("the assertion is no signed JWT");
        }
        String type = read.header.anyText("typ");
        boolean typed = read.header.has("typ");
        if (typed && (type == null || !TYPES.contains(type)) || REFUSED.stream().anyMatch(read.header::has)) {
            return new Fails("the assertion's header is not that of an assertion");
        }
        PublicJwk key = key(read.header, keys);
        if (key == null) {
            return new Fails("the assertion names no key of the client for its algorithm");
        }
        if (!key.check(provider).holds(read.signature, read.signed)) {
            return new Fails("the assertion's signature does not hold");
        }
        try {
            return claims(read.payload, client, audiences, now.getEpochSecond());
        } catch (OddClaimException e) {
            return new Fails("the assertion's `" + e.getMessage() + "` is missing or has a wrong form");
        }
    }

    /** By its {@code kid}; without one, the client's only key for the algorithm. */
    private static @Nullable PublicJwk key(Fields header, JsonWebKeys keys) {
        String name = header.anyText("alg");
        Optional<SignatureAlgorithm> algorithm = name == null ? Optional.empty() : SignatureAlgorithm.of(name);
        if (algorithm.isEmpty()) {
            return null;
        }
        List<PublicJwk> fitting = keys.keys().stream()
                .filter(key -> key.algorithm == algorithm.get())
                .filter(key -> !header.has("kid") || key.keyId.equals(header.anyText("kid")))
                .toList();
        return fitting.size() == 1 ? fitting.get(0) : null;
    }

    private static Outcome claims(Fields claims, String client, Set<String> audiences, long now)
            throws OddClaimException {
        if (!client.equals(claims.anyText("iss")) || !client.equals(claims.anyText("sub"))) {
            return new Fails("the assertion is not of the client itself");
        }
        if (!audiences.containsAll(audience(claims))) {
            return new Fails("the assertion is meant for another server, too");
        }
        long until = claims.time("exp");
        if (until <= now || until > now + LONGEST_LIFE + LEEWAY) {
            return new Fails("the assertion is over, or good for more than " + LONGEST_LIFE + " seconds");
        }
        boolean early = claims.has("nbf") && claims.time("nbf") > now + LEEWAY
                || claims.has("iat") && claims.time("iat") > now + LEEWAY;
        if (early) {
            return new Fails("the assertion is not valid yet");
        }
        // names have no control character, so that no two clients share a text
        TokenHash id = TokenHash.of("assertion\0" + client + "\0" + claims.name("jti"));
        return new Holds(new ProofId(id, until));
    }

    private static List<String> audience(Fields claims) throws OddClaimException {
        String one = claims.anyText("aud");
        return one == null ? claims.names("aud", Fields.LONGEST_URL) : List.of(one);
    }
}

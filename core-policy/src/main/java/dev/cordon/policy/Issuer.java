package dev.cordon.policy;

import java.util.List;
import java.util.Optional;

/**
 * A trusted token issuer.
 *
 * @param name the policy's short name of it
 * @param issuer the exact {@code iss} of its tokens
 * @param kind whose tokens these are
 * @param algorithms the JWS algorithms its tokens may use, not empty
 * @param speaksFor the callers it may vouch for; a token that names any other is denied
 * @param claims how its tokens are read
 * @param keys where its keys are read from; empty where each enforcement point is told
 */
public record Issuer(
        IssuerName name,
        String issuer,
        TokenKind kind,
        List<SignatureAlgorithm> algorithms,
        List<Party> speaksFor,
        ClaimMapping claims,
        Optional<KeySource> keys) {

    /** An issuer whose tokens are read as the standard says, with keys that each enforcement point is told. */
    public Issuer(
            IssuerName name,
            String issuer,
            TokenKind kind,
            List<SignatureAlgorithm> algorithms,
            List<Party> speaksFor) {
        this(name, issuer, kind, algorithms, speaksFor, ClaimMapping.STANDARD, Optional.empty());
    }

    /**
     * An issuer.
     *
     * @throws IllegalArgumentException where a list is empty, nobody makes tokens of that kind, {@code iss} is no plain
     *     URL or name, or what is for external issuers is said of another
     */
    public Issuer {
        algorithms = Distinct.sorted(algorithms);
        speaksFor = List.copyOf(speaksFor);
        if (algorithms.isEmpty() || speaksFor.isEmpty()) {
            throw new IllegalArgumentException("issuer `" + name + "` needs algorithms and services to speak for");
        }
        if (kind == TokenKind.API_KEY) {
            throw new IllegalArgumentException("issuer `" + name + "` can't make API keys: nobody signs them");
        }
        if (kind == TokenKind.VOUCHED) {
            throw new IllegalArgumentException("issuer `" + name + "` can't vouch: enforcement points do");
        }
        if (issuer.isEmpty() || issuer.length() > 512 || issuer.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw new IllegalArgumentException("the iss of issuer `" + name + "` must be printable ASCII");
        }
        if (kind != TokenKind.EXTERNAL && (!claims.isStandard() || keys.isPresent())) {
            throw new IllegalArgumentException("issuer `" + name + "` is not external: its tokens have one form");
        }
        if (keys.isPresent()
                && keys.get().jwks().isEmpty()
                && KeyUrl.parse(issuer).isEmpty()) {
            throw new IllegalArgumentException(
                    "the iss of issuer `" + name + "` is no `https` URL to discover keys at");
        }
    }

    /** The same, speaking for others. */
    public Issuer speakingFor(List<Party> others) {
        return new Issuer(name, issuer, kind, algorithms, others, claims, keys);
    }

    /** The same, with tokens that are read so and keys from there. */
    public Issuer readAs(ClaimMapping mapping, Optional<KeySource> source) {
        return new Issuer(name, issuer, kind, algorithms, speaksFor, mapping, source);
    }
}

package dev.cordon.policy;

import java.util.List;

/**
 * A trusted token issuer.
 *
 * @param name the policy's short name of it
 * @param issuer the exact {@code iss} of its tokens
 * @param kind whose tokens these are
 * @param algorithms the JWS algorithms its tokens may use, not empty
 * @param speaksFor the callers it may vouch for; a token that names any other is denied
 */
public record Issuer(
        IssuerName name, String issuer, TokenKind kind, List<SignatureAlgorithm> algorithms, List<Party> speaksFor) {

    /**
     * @throws IllegalArgumentException where a list is empty, nobody makes tokens of that kind, or {@code iss} is no
     *     plain URL or name
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
        if (issuer.isEmpty() || issuer.length() > 512 || issuer.chars().anyMatch(c -> c <= ' ' || c >= 0x7F)) {
            throw new IllegalArgumentException("the iss of issuer `" + name + "` must be printable ASCII");
        }
    }
}

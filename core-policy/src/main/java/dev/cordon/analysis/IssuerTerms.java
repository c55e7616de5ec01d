package dev.cordon.analysis;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.KeyUrl;
import dev.cordon.policy.ServiceName;
import java.util.List;
import java.util.Map;

/** On what terms an issuer vouches for a caller. */
final class IssuerTerms {

    private IssuerTerms() {}

    static String text(Issuer issuer, ServiceName caller) {
        StringBuilder text = new StringBuilder(issuer.issuer() + " " + issuer.algorithms());
        ClaimMapping claims = issuer.claims();
        if (!claims.isStandard()) {
            text.append(" as ").append(aliases(claims, caller)).append(" by ").append(claims.names());
            text.append(", targets ").append(claims.services().targets());
            text.append(", requiring ")
                    .append(claims.required().keySet())
                    .append(claims.required().values());
            text.append(", without ").append(claims.without());
        }
        issuer.keys().ifPresent(source -> text.append(", ").append(keys(source)));
        return text.toString();
    }

    /** What the issuer calls it; one that is not mapped cannot call. */
    private static List<String> aliases(ClaimMapping claims, ServiceName caller) {
        return claims.services().callers().isEmpty()
                ? List.of(caller.text())
                : claims.services().callers().entrySet().stream()
                        .filter(one -> one.getValue().equals(caller))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private static String keys(KeySource source) {
        return "keys " + source.jwks().map(KeyUrl::toString).orElse("by discovery") + ", hosts " + source.hosts()
                + ", private " + source.privateHosts();
    }
}

package dev.cordon.document;

import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.ClaimNames;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.ServiceName;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Writes how an issuer's tokens are read, and where its keys are. What is as the standard says is left out. */
final class IssuerWriter {

    private IssuerWriter() {}

    static Optional<Json> claims(Issuer issuer) {
        ClaimMapping claims = issuer.claims();
        if (claims.isStandard()) {
            return Optional.empty();
        }
        return Optional.of(Json.object()
                .put("callers", aliases(claims.services().callers()))
                .put("names", names(claims.names()))
                .put(
                        "required",
                        PolicyWriter.items(
                                claims.required().entrySet(),
                                required -> Json.object()
                                        .put("claim", required.getKey())
                                        .put("value", ConditionWriter.scalar(required.getValue()))
                                        .build()))
                .put("targets", aliases(claims.services().targets()))
                .put("without", Json.texts(claims.without()))
                .build());
    }

    private static Json aliases(SortedMap<String, ServiceName> aliases) {
        return PolicyWriter.items(aliases.entrySet(), IssuerWriter::alias);
    }

    private static Json alias(Map.Entry<String, ServiceName> alias) {
        return Json.object()
                .put("alias", alias.getKey())
                .put("service", alias.getValue().text())
                .build();
    }

    private static Json names(ClaimNames names) {
        return Json.object()
                .put("caller", names.caller())
                .put("groups", names.groups())
                .put("id", names.id())
                .put("roles", names.roles())
                .put("scopes", names.scopes())
                .build();
    }

    static Optional<Json> keys(Issuer issuer) {
        return issuer.keys().map(IssuerWriter::source);
    }

    private static Json source(KeySource source) {
        return Json.object()
                .put("hosts", Json.texts(source.hosts()))
                .put("jwks", source.jwks().map(url -> Json.of(url.toString())))
                .put("privateHosts", Json.texts(source.privateHosts()))
                .build();
    }
}

package dev.cordon.issuance;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.Scope;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.VerifiedToken;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What OAuth endpoints answer, as JSON. */
public final class OAuthAnswers {

    private OAuthAnswers() {}

    /** A token (RFC 6749 §5.1, RFC 8693 §2.2.1, RFC 9449 §5). The text holds a secret. */
    public static Json token(IssuedToken issued) {
        return Json.object()
                .put("access_token", issued.token().reveal())
                .put("issued_token_type", ClientRequest.ACCESS_TOKEN)
                .put("token_type", issued.bound() ? "DPoP" : "Bearer")
                .put("expires_in", issued.lifeSeconds())
                .put("scope", issued.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")))
                .build();
    }

    /** A token that is good for nothing (RFC 6749 §5.1); it has no scope. */
    static Json trial(TrialToken token) {
        return Json.object()
                .put("access_token", token.reveal())
                .put("token_type", "Bearer")
                .put("expires_in", token.lifeSeconds())
                .build();
    }

    /** A refusal (RFC 6749 §5.2): the code alone, for why is for operators. */
    public static Json error(OAuthError error) {
        return Json.object().put("error", error.toString()).build();
    }

    /** What a token says to whom may know (RFC 7662 §2.2); empty for one that is not good. */
    public static Json introspection(Optional<VerifiedToken> token) {
        return token.map(OAuthAnswers::active)
                .orElseGet(() -> Json.object().put("active", false).build());
    }

    private static Json active(VerifiedToken token) {
        JsonObjectBuilder answer = Json.object()
                .put("active", true)
                .put("client_id", token.caller())
                .put("sub", token.origin())
                .put("aud", token.audience().get(0))
                .put("scope", String.join(" ", token.scopes()))
                .put("jti", token.id())
                .put("txn", String.valueOf(token.transaction()))
                .put("iat", token.issuedAt())
                .put("exp", token.expiresAt())
                .put("token_type", token.key() == null ? "Bearer" : "DPoP");
        if (token.key() != null || token.certificate() != null) {
            JsonObjectBuilder confirmation = Json.object();
            if (token.key() != null) {
                confirmation.put("jkt", token.key().text());
            }
            if (token.certificate() != null) {
                confirmation.put("x5t#S256", token.certificate().text());
            }
            answer.put("cnf", confirmation.build());
        }
        return answer.build();
    }

    /**
     * What the server can do (RFC 8414 §2, draft-ietf-oauth-status-list §9.1).
     *
     * @param issuer its issuer identifier, to which the paths of its endpoints are appended
     * @param statuses whether it publishes the status of tokens
     */
    public static Json metadata(String issuer, boolean statuses) {
        return Json.object()
                .put("issuer", issuer)
                .put("token_endpoint", issuer + "/oauth2/token")
                .put("introspection_endpoint", issuer + "/oauth2/introspect")
                .put("revocation_endpoint", issuer + "/oauth2/revoke")
                .put("jwks_uri", issuer + "/oauth2/jwks")
                .put(
                        "status_list_aggregation_endpoint",
                        statuses ? Optional.of(Json.of(issuer + StatusPlaces.PATH)) : Optional.empty())
                .put("response_types_supported", Json.texts(List.of()))
                .put(
                        "grant_types_supported",
                        Json.texts(List.of(ClientRequest.CLIENT_CREDENTIALS, ClientRequest.TOKEN_EXCHANGE)))
                .put(
                        "token_endpoint_auth_methods_supported",
                        Json.texts(List.of("private_key_jwt", "client_secret_basic", "tls_client_auth")))
                .put(
                        "token_endpoint_auth_signing_alg_values_supported",
                        Json.texts(List.of(SignatureAlgorithm.values())))
                .put("dpop_signing_alg_values_supported", Json.texts(List.of(SignatureAlgorithm.values())))
                .put("tls_client_certificate_bound_access_tokens", true)
                .build();
    }
}

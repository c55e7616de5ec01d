package dev.cordon.issuance;

import dev.cordon.network.IpAddress;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.ClientAssertionMaker;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A client's request to an OAuth endpoint, as a host takes it off the wire.
 *
 * @param parameters the form
 * @param authorization the {@code Authorization} headers
 * @param proofs the {@code DPoP} headers
 * @param certificate what is known of the client's certificate
 * @param source the address it comes from, where it is known
 */
public record ClientRequest(
        FormParameters parameters,
        List<String> authorization,
        List<String> proofs,
        CertificateEvidence certificate,
        Optional<IpAddress> source) {

    /** The {@code grant_type} of RFC 6749 §4.4. */
    public static final String CLIENT_CREDENTIALS = "client_credentials";
    /** The {@code grant_type} of RFC 8693 §2.1. */
    public static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    /** RFC 8693 §3: the type of every token that is exchanged and issued. */
    public static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";
    private static final String BASIC = "basic ";

    /** Copies the lists. */
    public ClientRequest {
        authorization = List.copyOf(authorization);
        proofs = List.copyOf(proofs);
    }

    /**
     * What a token is asked by.
     *
     * @throws TokenRefusedException where something is missing, repeated, malformed or not offered
     */
    public TokenRequest tokenRequest() throws TokenRefusedException {
        String grant = parameters.required("grant_type");
        Optional<String> subjectToken = switch (grant) {
            case CLIENT_CREDENTIALS -> Optional.empty();
            case TOKEN_EXCHANGE -> Optional.of(subjectToken());
            default ->
                throw new TokenRefusedException(
                        OAuthError.UNSUPPORTED_GRANT_TYPE, "a `grant_type` is asked for that is not offered");
        };
        if (proofs.size() > 1) {
            throw new TokenRefusedException(OAuthError.INVALID_DPOP_PROOF, "there is more than one `DPoP` header");
        }
        return new TokenRequest(client(), edge(), subjectToken, proofs.stream().findFirst());
    }

    private String subjectToken() throws TokenRefusedException {
        String type = parameters.required("subject_token_type");
        if (!type.equals(ACCESS_TOKEN) && !type.equals(JWT)) {
            throw invalid("`subject_token_type` is none that is taken: use `" + ACCESS_TOKEN + "`");
        }
        if (parameters
                .single("requested_token_type")
                .filter(other -> !other.equals(ACCESS_TOKEN))
                .isPresent()) {
            throw invalid("`requested_token_type` is none that is issued: use `" + ACCESS_TOKEN + "`");
        }
        if (!parameters.all("actor_token").isEmpty()
                || !parameters.all("actor_token_type").isEmpty()) {
            throw invalid("`actor_token` is not taken: the client itself is the actor");
        }
        return parameters.required("subject_token");
    }

    private EdgeRequest edge() throws TokenRefusedException {
        return new EdgeRequest(one("audience"), one("resource"), parameters.scopes(), parameters.single("purpose"));
    }

    /** RFC 8707 §2 and RFC 8693 §2.1 allow several; a token is for one. */
    private Optional<String> one(String name) throws TokenRefusedException {
        List<String> all = parameters.all(name);
        if (all.size() > 1) {
            throw new TokenRefusedException(OAuthError.INVALID_TARGET, "a token is for one `" + name + "`");
        }
        return all.stream().findFirst();
    }

    /**
     * What the client shows to be known, in exactly one way (RFC 6749 §2.3).
     *
     * @throws TokenRefusedException where there is none, or more than one
     */
    public ClientEvidence client() throws TokenRefusedException {
        return new ClientEvidence(method(), certificate, source);
    }

    private ClientEvidence.Method method() throws TokenRefusedException {
        Optional<String> id = parameters.single("client_id");
        Optional<String> assertion = parameters.single("client_assertion");
        if (!parameters.all("client_secret").isEmpty()) {
            throw invalid("a secret in the form is not taken: send it by HTTP Basic");
        }
        if (authorization.size() + (assertion.isPresent() ? 1 : 0) > 1) {
            throw invalid("the client authenticates in more than one way");
        }
        if (!authorization.isEmpty()) {
            ClientEvidence.BySecret shown = basic(authorization.get(0));
            if (id.filter(other -> !other.equals(shown.id())).isPresent()) {
                throw invalid("`client_id` and the `Authorization` header name two clients");
            }
            return shown;
        }
        if (assertion.isPresent()) {
            String type = parameters.required("client_assertion_type");
            return type.equals(ClientAssertionMaker.TYPE)
                    ? new ClientEvidence.ByAssertion(id, assertion.get())
                    : new ClientEvidence.ByPlatform(parameters.required("client_id"), type, assertion.get());
        }
        return new ClientEvidence.ByCertificate(id.orElseThrow(
                () -> new TokenRefusedException(OAuthError.INVALID_CLIENT, "the client does not authenticate")));
    }

    /** RFC 6749 §2.3.1: both parts are encoded as a form's are, before RFC 7617 is applied to them. */
    private static ClientEvidence.BySecret basic(String header) throws TokenRefusedException {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw unknown();
        }
        try {
            byte[] bytes =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            String pair = new String(bytes, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            if (colon > 0) {
                return new ClientEvidence.BySecret(
                        FormParameters.decoded(pair.substring(0, colon)),
                        FormParameters.decoded(pair.substring(colon + 1)));
            }
        } catch (IllegalArgumentException e) {
            // refused like what has no colon; the library's message may quote the secret
        }
        throw unknown();
    }

    private static TokenRefusedException unknown() {
        return new TokenRefusedException(OAuthError.INVALID_CLIENT, "the `Authorization` header is none of HTTP Basic");
    }

    private static TokenRefusedException invalid(String why) {
        return new TokenRefusedException(OAuthError.INVALID_REQUEST, why);
    }

    /** Names the parameters, not what they say. */
    @Override
    public String toString() {
        return parameters.toString();
    }
}

package dev.cordon.tests.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PKITLSClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.TokenTypeURI;
import com.nimbusds.oauth2.sdk.tokenexchange.TokenExchangeGrant;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.cordon.credential.CredentialProof;
import dev.cordon.decision.Reason;
import dev.cordon.status.FetchedStatusList;
import dev.cordon.status.StatusListVerifier;
import dev.cordon.status.TokenStatus;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.StatusReference;
import dev.cordon.token.TokenHash;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each grant completed through a real nginx by an OAuth library that is not ours, and what thieves get. */
final class TokenServiceIT {

    private static final String SECRET = "web-bff-secret:with%odd+characters";

    @TempDir
    private Path folder;

    private TestAuthority authority;
    private ECKey ordersKey;
    private TokenShop shop;

    @BeforeEach
    void open() throws Exception {
        authority = TokenShop.authority(folder);
        ordersKey = new ECKeyGenerator(Curve.P_256)
                .keyID("orders-1")
                .algorithm(JWSAlgorithm.ES256)
                .generate();
        shop = new TokenShop(folder, authority);
        shop.register("web-bff", new CredentialProof.Secret(TokenHash.of(SECRET)));
        shop.register(
                "orders-api",
                new CredentialProof.Keys(
                        JsonWebKeys.parse(ordersKey.toPublicJWK().toJSONString())));
        shop.register("audit-api", new CredentialProof.Certificate());
    }

    @AfterEach
    void close() throws Exception {
        shop.close();
    }

    private static ClientAuthentication web() {
        return new ClientSecretBasic(new ClientID("web-bff"), new Secret(SECRET));
    }

    private ClientAuthentication orders() throws Exception {
        return new PrivateKeyJWT(
                new ClientID("orders-api"),
                TokenShop.TOKENS,
                JWSAlgorithm.ES256,
                ordersKey.toPrivateKey(),
                "orders-1",
                null);
    }

    private ClientAuthentication audit() throws Exception {
        return new PKITLSClientAuthentication(new ClientID("audit-api"), authority.read("audit-api"));
    }

    private AccessToken checkout() throws Exception {
        return shop.library().token(web(), new ClientCredentialsGrant(), new Library.Wanted("orders-api"));
    }

    private static AuthorizationGrant exchange(AccessToken token) {
        return new TokenExchangeGrant(token, TokenTypeURI.ACCESS_TOKEN);
    }

    private Caller.Reply call(String host, String line, AccessToken token) throws Exception {
        return shop.caller(host).call(line, "Authorization: Bearer " + token.getValue());
    }

    private void assertDenied(Caller.Reply reply, Reason reason) {
        assertThat(reply.status()).isEqualTo(reason.status());
        assertThat(shop.reason()).isEqualTo(reason);
    }

    @Test
    void a_service_is_called_exchanges_for_the_next_hop_and_is_refused_outside_its_edge() throws Exception {
        AccessToken token = checkout();
        assertThat(call(TokenShop.ORDERS, "POST /orders", token).status()).isEqualTo(200);

        AccessToken onward =
                shop.library().token(orders(), exchange(token), new Library.Wanted("payments-api", "payments.charge"));

        assertThat(onward.getIssuedTokenType()).isEqualTo(TokenTypeURI.ACCESS_TOKEN);
        assertThat(onward.getLifetime()).isBetween(1L, token.getLifetime());
        assertThat(call(TokenShop.PAYMENTS, "POST /charges", onward).status()).isEqualTo(200);
        assertDenied(call(TokenShop.PAYMENTS, "GET /charges/1", onward), Reason.PURPOSE_MISMATCH);
        assertDenied(call(TokenShop.ORDERS, "POST /orders", onward), Reason.AUDIENCE_MISMATCH);
        assertDenied(call(TokenShop.ORDERS, "DELETE /orders/1", token), Reason.NO_FLOW);
        assertDenied(call(TokenShop.PAYMENTS, "POST /charges", token), Reason.AUDIENCE_MISMATCH);
        assertDenied(
                shop.caller(TokenShop.PAYMENTS)
                        .from("127.0.0.2")
                        .call("POST /charges", "Authorization: Bearer " + onward.getValue()),
                Reason.BINDING_NETWORK);
    }

    @Test
    void what_the_library_verifies_by_the_published_keys_says_whose_call_it_is() throws Exception {
        AccessToken onward = shop.library()
                .token(orders(), exchange(checkout()), new Library.Wanted("payments-api", "payments.charge"));
        HTTPResponse keys = shop.library()
                .send(new HTTPRequest(HTTPRequest.Method.GET, URI.create(TokenShop.ISSUER + "/oauth2/jwks")));
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new com.nimbusds.jose.JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.ES256, new ImmutableJWKSet<>(JWKSet.parse(keys.getBody()))));

        JWTClaimsSet claims = processor.process(onward.getValue(), null);

        assertThat(claims.getIssuer()).isEqualTo(TokenShop.ISSUER);
        assertThat(claims.getAudience()).containsExactly("payments-api");
        assertThat(claims.getSubject()).isEqualTo("web-bff");
        assertThat(claims.getStringClaim("client_id")).isEqualTo("orders-api");
        assertThat(claims.getJSONObjectClaim("act")).isEqualTo(Map.of("sub", "orders-api"));
        assertThat(claims.getStringClaim("scope")).isEqualTo("payments.charge");
    }

    @Test
    void the_metadata_is_what_the_library_expects() throws Exception {
        HTTPResponse answer = shop.library()
                .send(new HTTPRequest(
                        HTTPRequest.Method.GET,
                        URI.create(TokenShop.ISSUER + "/.well-known/oauth-authorization-server")));

        AuthorizationServerMetadata metadata = AuthorizationServerMetadata.parse(answer.getBody());

        assertThat(metadata.getIssuer().getValue()).isEqualTo(TokenShop.ISSUER);
        assertThat(metadata.getTokenEndpointURI()).isEqualTo(TokenShop.TOKENS);
        assertThat(metadata.getGrantTypes())
                .containsExactlyInAnyOrder(GrantType.CLIENT_CREDENTIALS, GrantType.TOKEN_EXCHANGE);
        assertThat(metadata.getTokenEndpointAuthMethods())
                .containsExactlyInAnyOrder(
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT,
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.TLS_CLIENT_AUTH);
        assertThat(metadata.supportsTLSClientCertificateBoundAccessTokens()).isTrue();
        assertThat(metadata.getDPoPJWSAlgs()).contains(JWSAlgorithm.ES256);
    }

    @Test
    void a_client_known_by_its_certificate_gets_a_token_that_its_certificate_alone_can_use() throws Exception {
        AccessToken token = shop.library(authority, "audit-api")
                .token(audit(), new ClientCredentialsGrant(), new Library.Wanted("orders-api"));
        String shown = "Authorization: Bearer " + token.getValue();

        Caller holder = shop.caller(TokenShop.ORDERS).with(authority.identity("audit-api"));
        assertThat(holder.call("GET /orders/1", shown).status()).isEqualTo(200);
        assertDenied(shop.caller(TokenShop.ORDERS).call("GET /orders/1", shown), Reason.BINDING_CERTIFICATE);

        assertThat(shop.library(authority, "orders-api")
                        .error(audit(), new ClientCredentialsGrant(), new Library.Wanted("orders-api"))
                        .getCode())
                .isEqualTo("invalid_client");
        assertThat(shop.library()
                        .error(audit(), new ClientCredentialsGrant(), new Library.Wanted("orders-api"))
                        .getCode())
                .isEqualTo("invalid_client");
    }

    @Test
    void a_token_bound_to_a_key_is_had_with_a_nonce_and_used_with_the_key() throws Exception {
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        DefaultDPoPProofFactory holder = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        HTTPRequest request = Library.request(
                TokenShop.TOKENS, web(), new ClientCredentialsGrant(), new Library.Wanted("orders-api"));
        request.setDPoP(holder.createDPoPJWT("POST", TokenShop.TOKENS));
        HTTPResponse first = shop.library().send(request);
        assertThat(TokenResponse.parse(first).toErrorResponse().getErrorObject().getCode())
                .isEqualTo("use_dpop_nonce");
        Nonce nonce = first.getDPoPNonce();
        request.setDPoP(holder.createDPoPJWT("POST", TokenShop.TOKENS, nonce));

        AccessToken token =
                shop.library().ask(request).toSuccessResponse().getTokens().getAccessToken();

        assertThat(token.getType()).isEqualTo(AccessTokenType.DPOP);
        URI orders = URI.create("https://" + TokenShop.ORDERS + "/orders");
        assertThat(shop.caller(TokenShop.ORDERS)
                        .call(
                                "POST /orders",
                                "Authorization: DPoP " + token.getValue(),
                                "DPoP: "
                                        + holder.createDPoPJWT("POST", orders, token)
                                                .serialize())
                        .status())
                .isEqualTo(200);
        assertDenied(call(TokenShop.ORDERS, "POST /orders", token), Reason.DPOP_MISSING);
        assertThat(TokenResponse.parse(shop.library().send(request))
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("invalid_dpop_proof");
    }

    @Test
    void a_confused_deputy_gets_nothing_and_operators_learn_what_was_too_much() throws Exception {
        AccessToken token = checkout();
        Library library = shop.library();
        AccessToken audits = shop.library(authority, "audit-api")
                .token(audit(), new ClientCredentialsGrant(), new Library.Wanted("orders-api"));

        assertThat(library.error(web(), exchange(token), new Library.Wanted("orders-api"))
                        .getCode())
                .isEqualTo("invalid_request");
        assertThat(shop.why()).startsWith("the subject token is refused: ");
        assertThat(library.error(orders(), exchange(token), new Library.Wanted("payments-api", "payments.read"))
                        .getCode())
                .isEqualTo("invalid_scope");
        assertThat(library.error(
                                orders(),
                                exchange(token),
                                new Library.Wanted("payments-api", "payments.charge", "payments.read"))
                        .getCode())
                .isEqualTo("invalid_scope");
        assertThat(shop.why()).contains("payments.read");
        assertThat(library.error(orders(), exchange(audits), new Library.Wanted("payments-api", "payments.charge"))
                        .getCode())
                .isEqualTo("invalid_target");
        AccessToken onward =
                library.token(orders(), exchange(token), new Library.Wanted("payments-api", "payments.charge"));
        assertThat(library.error(orders(), exchange(onward), new Library.Wanted("payments-api"))
                        .getCode())
                .isEqualTo("invalid_request");
        assertThat(library.error(web(), new ClientCredentialsGrant(), new Library.Wanted("payments-api"))
                        .getCode())
                .isEqualTo("invalid_target");
    }

    @Test
    void an_assertion_or_a_secret_that_is_not_the_client_s_is_refused() throws Exception {
        ClientAuthentication once = orders();
        AuthorizationGrant grant = new ClientCredentialsGrant();
        Library.Wanted wanted = new Library.Wanted("payments-api", "payments.charge");
        shop.library().token(once, grant, wanted);

        assertThat(shop.library().error(once, grant, wanted).getCode()).isEqualTo("invalid_client");
        assertThat(shop.why()).contains("the assertion was used before");
        assertThat(shop.library()
                        .error(
                                new ClientSecretBasic(new ClientID("web-bff"), new Secret("another")),
                                grant,
                                new Library.Wanted("orders-api"))
                        .getCode())
                .isEqualTo("invalid_client");
    }

    @Test
    void revoking_a_token_ends_all_that_came_of_it() throws Exception {
        AccessToken token = checkout();
        AccessToken onward =
                shop.library().token(orders(), exchange(token), new Library.Wanted("payments-api", "payments.charge"));
        assertThat(active(onward)).isTrue();

        HTTPResponse answer = shop.library()
                .send(new TokenRevocationRequest(URI.create(TokenShop.ISSUER + "/oauth2/revoke"), web(), token)
                        .toHTTPRequest());
        assertThat(answer.getStatusCode()).isEqualTo(200);
        shop.refresh();

        assertDenied(call(TokenShop.PAYMENTS, "POST /charges", onward), Reason.CHAIN_REVOKED);
        assertDenied(call(TokenShop.ORDERS, "POST /orders", token), Reason.CHAIN_REVOKED);
        assertThat(active(onward)).isFalse();
        assertThat(call(TokenShop.ORDERS, "POST /orders", checkout()).status()).isEqualTo(200);
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void the_list_that_a_token_names_tells_everybody_that_it_is_revoked() throws Exception {
        AccessToken token = checkout();
        AccessToken onward =
                shop.library().token(orders(), exchange(token), new Library.Wanted("payments-api", "payments.charge"));
        AccessToken another = checkout();
        assertThat(status(token)).isEqualTo(TokenStatus.VALID);
        assertThat(status(onward)).isEqualTo(TokenStatus.VALID);

        HTTPResponse answer = shop.library()
                .send(new TokenRevocationRequest(URI.create(TokenShop.ISSUER + "/oauth2/revoke"), web(), token)
                        .toHTTPRequest());
        assertThat(answer.getStatusCode()).isEqualTo(200);

        // the list that was made before serves for a second
        while (status(token) == TokenStatus.VALID) {
            Thread.onSpinWait();
        }
        assertThat(status(token)).isEqualTo(TokenStatus.INVALID);
        assertThat(status(onward)).isEqualTo(TokenStatus.INVALID);
        assertThat(status(another)).isEqualTo(TokenStatus.VALID);
    }

    /** What the list that a token names says of it, by the published keys. */
    private TokenStatus status(AccessToken token) throws Exception {
        Map<?, ?> claim = (Map<?, ?>) SignedJWT.parse(token.getValue())
                .getJWTClaimsSet()
                .getJSONObjectClaim("status")
                .get("status_list");
        StatusReference reference =
                new StatusReference((String) claim.get("uri"), ((Number) claim.get("idx")).longValue());
        assertThat(reference.uri()).startsWith(TokenShop.ISSUER + "/status-lists/");
        HTTPResponse answer = shop.library().send(new HTTPRequest(HTTPRequest.Method.GET, URI.create(reference.uri())));
        assertThat(answer.getStatusCode()).isEqualTo(200);
        assertThat(answer.getHeaderValue("Content-Type")).isEqualTo("application/statuslist+jwt");
        HTTPResponse keys = shop.library()
                .send(new HTTPRequest(HTTPRequest.Method.GET, URI.create(TokenShop.ISSUER + "/oauth2/jwks")));
        StatusListVerifier verifier = new StatusListVerifier(JsonWebKeys.parse(keys.getBody()));
        Instant now = Instant.now();
        FetchedStatusList list =
                ((StatusListVerifier.Verified) verifier.verify(answer.getBody(), reference.uri(), now)).list();
        return list.of(reference, now);
    }

    private boolean active(AccessToken token) throws Exception {
        HTTPRequest request = new TokenIntrospectionRequest(
                        URI.create(TokenShop.ISSUER + "/oauth2/introspect"), orders(), token)
                .toHTTPRequest();
        return TokenIntrospectionResponse.parse(shop.library().send(request))
                .toSuccessResponse()
                .isActive();
    }
}

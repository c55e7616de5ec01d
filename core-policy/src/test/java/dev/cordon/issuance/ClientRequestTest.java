package dev.cordon.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.document.Json;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.token.ClientAssertionMaker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What comes over the wire, and what is answered. */
final class ClientRequestTest {

    private static final String CREDENTIALS = "grant_type=client_credentials&audience=orders-api";
    private static final String EXCHANGE = "grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
            + "&subject_token=sub.ject.token&subject_token_type=urn:ietf:params:oauth:token-type:access_token"
            + "&audience=payments-api";

    private static String basic(String id, String secret) {
        String pair =
                URLEncoder.encode(id, StandardCharsets.UTF_8) + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static ClientRequest request(String form, List<String> authorization, String... proofs)
            throws TokenRefusedException {
        return new ClientRequest(
                FormParameters.read(form),
                authorization,
                List.of(proofs),
                new CertificateEvidence.None(),
                Optional.of(Desk.SOURCE));
    }

    private static TokenRequest read(String form) throws TokenRefusedException {
        return request(form, List.of(basic("web-bff", "a b:c"))).tokenRequest();
    }

    private static String refused(String form, List<String> authorization, String... proofs) {
        TokenRefusedException refused = catchThrowableOfType(
                TokenRefusedException.class,
                () -> request(form, authorization, proofs).tokenRequest());
        assertThat(refused).as("the request is refused").isNotNull();
        return refused.error() + ": " + refused.why();
    }

    private static String refused(String form) {
        return refused(form, List.of(basic("web-bff", "secret")));
    }

    @Test
    void a_request_by_a_secret_is_read() throws Exception {
        TokenRequest read = read(CREDENTIALS + "&scope=orders.read+orders.write+orders.read&purpose=checkout&x=1&x=2");

        assertThat(read.client().method()).isEqualTo(new ClientEvidence.BySecret("web-bff", "a b:c"));
        assertThat(read.client().source()).contains(Desk.SOURCE);
        assertThat(read.edge())
                .isEqualTo(new EdgeRequest(
                        Optional.of("orders-api"),
                        Optional.empty(),
                        List.of("orders.read", "orders.write"),
                        Optional.of("checkout")));
        assertThat(read.subjectToken()).isEmpty();
        assertThat(read.proof()).isEmpty();
    }

    @Test
    void a_secret_may_have_a_colon_and_the_scheme_any_case() throws Exception {
        String header = "bASIC " + Base64.getEncoder().encodeToString("web-bff:a:b".getBytes(StandardCharsets.UTF_8));

        assertThat(request(CREDENTIALS, List.of(header)).client().method())
                .isEqualTo(new ClientEvidence.BySecret("web-bff", "a:b"));
    }

    @Test
    void an_assertion_and_a_certificate_are_read() throws Exception {
        String assertion = CREDENTIALS + "&client_assertion=as.ser.tion&client_assertion_type="
                + ClientAssertionMaker.TYPE.replace(":", "%3A");

        assertThat(request(assertion, List.of()).client().method())
                .isEqualTo(new ClientEvidence.ByAssertion(Optional.empty(), "as.ser.tion"));
        assertThat(request(assertion + "&client_id=web-bff", List.of()).client().method())
                .isEqualTo(new ClientEvidence.ByAssertion(Optional.of("web-bff"), "as.ser.tion"));
        assertThat(request(CREDENTIALS + "&client_id=web-bff", List.of())
                        .client()
                        .method())
                .isEqualTo(new ClientEvidence.ByCertificate("web-bff"));
        String other = CREDENTIALS + "&client_assertion=as.ser.tion&client_assertion_type=urn%3Aother";
        assertThat(request(other + "&client_id=web-bff", List.of()).client().method())
                .isEqualTo(new ClientEvidence.ByPlatform("web-bff", "urn:other", "as.ser.tion"));
        assertThat(refused(other, List.of())).startsWith("invalid_request").contains("client_id");
        assertThat(refused(CREDENTIALS + "&client_assertion=as.ser.tion", List.of()))
                .contains("client_assertion_type");
    }

    @Test
    void a_client_authenticates_in_exactly_one_way() {
        String header = basic("web-bff", "secret");

        assertThat(refused(CREDENTIALS, List.of())).startsWith("invalid_client");
        assertThat(refused(CREDENTIALS, List.of(header, header))).startsWith("invalid_request");
        assertThat(refused(CREDENTIALS + "&client_assertion=a.b.c", List.of(header)))
                .contains("more than one way");
        assertThat(refused(CREDENTIALS + "&client_secret=secret&client_id=web-bff", List.of()))
                .startsWith("invalid_request")
                .doesNotContain("=secret");
        assertThat(refused(CREDENTIALS + "&client_id=orders-api", List.of(header)))
                .contains("two clients");
        assertThat(catchThrowableOfType(
                        TokenRefusedException.class,
                        () -> request(CREDENTIALS + "&client_id=web-bff", List.of(header))
                                .tokenRequest()))
                .isNull();
    }

    @Test
    void a_header_of_another_form_shows_no_client() {
        for (String header : List.of(
                "Bearer token",
                "Basic",
                "Basic ",
                "Basic %%%",
                "Basic " + encoded("nocolon"),
                "Basic " + encoded(":secret"))) {
            assertThat(refused(CREDENTIALS, List.of(header))).as(header).startsWith("invalid_client");
        }
        assertThat(refused(CREDENTIALS, List.of("Basic " + encoded("a:%zz")))).startsWith("invalid_request");
    }

    private static String encoded(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_exchange_is_read() throws Exception {
        assertThat(read(EXCHANGE).subjectToken()).contains("sub.ject.token");
        assertThat(read(EXCHANGE.replace("access_token", "jwt")).subjectToken()).contains("sub.ject.token");
        assertThat(read(EXCHANGE + "&requested_token_type=" + ClientRequest.ACCESS_TOKEN)
                        .subjectToken())
                .isPresent();
    }

    @Test
    void an_exchange_of_or_for_another_kind_or_for_somebody_else_is_refused() {
        assertThat(refused(EXCHANGE.replace("access_token", "saml2"))).contains("subject_token_type");
        assertThat(refused(EXCHANGE + "&requested_token_type=urn:ietf:params:oauth:token-type:jwt"))
                .contains("requested_token_type");
        assertThat(refused(EXCHANGE + "&actor_token=a.b.c")).contains("actor_token");
        assertThat(refused(EXCHANGE + "&actor_token_type=x")).contains("actor_token");
        assertThat(refused(EXCHANGE.replace("subject_token=", "subject="))).contains("`subject_token`");
        assertThat(refused(EXCHANGE + "&subject_token=an.other.one")).contains("more than once");
    }

    @Test
    void grants_that_are_not_offered_are_refused() {
        assertThat(refused("grant_type=password&audience=x")).startsWith("unsupported_grant_type");
        assertThat(refused("audience=orders-api")).startsWith("invalid_request");
        assertThat(refused(CREDENTIALS + "&grant_type=client_credentials")).startsWith("invalid_request");
    }

    @Test
    void a_token_is_for_one_target() {
        assertThat(refused(CREDENTIALS + "&audience=payments-api")).startsWith("invalid_target");
        assertThat(refused(CREDENTIALS + "&resource=https://a.example&resource=https://b.example"))
                .startsWith("invalid_target");
        assertThat(refused(CREDENTIALS + "&purpose=a&purpose=b")).startsWith("invalid_request");
    }

    @Test
    void one_proof_is_read_and_two_are_refused() throws Exception {
        assertThat(request(CREDENTIALS, List.of(basic("web-bff", "secret")), "pr.oo.f")
                        .tokenRequest()
                        .proof())
                .contains("pr.oo.f");
        assertThat(refused(CREDENTIALS, List.of(basic("web-bff", "secret")), "a", "b"))
                .startsWith("invalid_dpop_proof");
    }

    @Test
    void scopes_have_their_form() {
        for (String scope : List.of("a++b", "+a", "a+", "%22", "a%09b", "%C3%A9")) {
            assertThat(refused(CREDENTIALS + "&scope=" + scope)).as(scope).startsWith("invalid_scope");
        }
    }

    @Test
    void a_form_has_its_form() throws Exception {
        for (String form : List.of("a=%", "a=%zz", "%=a", "a=%ff", "a=%C3")) {
            assertThat(refused(CREDENTIALS + "&" + form)).as(form).contains("not encoded as a form's");
        }
        assertThat(refused("a=" + "b".repeat(FormParameters.LONGEST))).contains("65536 characters");
        assertThat(refused("a&".repeat(64) + "a")).contains("64 parameters");
        FormParameters most = FormParameters.read("a&".repeat(63) + "b=1");
        assertThat(most.single("b")).contains("1");
        assertThat(most.single("a")).as("without a value").isEmpty();
        assertThat(FormParameters.read("").single("a")).isEmpty();
        assertThat(FormParameters.read("a=b=c&d=%2B+").single("a")).contains("b=c");
        assertThat(FormParameters.read("a=b=c&d=%2B+").single("d")).contains("+ ");
        assertThat(FormParameters.read("=b").single("")).contains("b");
        int rest = FormParameters.LONGEST - 2;
        assertThat(FormParameters.read("a=" + "b".repeat(rest)).single("a")).isPresent();
    }

    @Test
    void nothing_that_is_read_shows_its_secrets() throws Exception {
        ClientRequest request = request(EXCHANGE, List.of(basic("web-bff", "hush")));

        assertThat(request.toString()).contains("subject_token").doesNotContain("sub.ject.token", "hush");
    }

    @Test
    void a_token_is_answered_as_the_standards_have_it() {
        Desk desk = new Desk();
        IssuedToken issued = desk.issue(Desk.ask(Desk.web(), Desk.to("orders-api")));

        assertThat(OAuthAnswers.token(issued).toCanonical())
                .isEqualTo("{\"access_token\":\"" + issued.token().reveal() + "\",\"expires_in\":300,"
                        + "\"issued_token_type\":\"urn:ietf:params:oauth:token-type:access_token\","
                        + "\"scope\":\"orders.read orders.write\",\"token_type\":\"Bearer\"}");
        assertThat(OAuthAnswers.error(OAuthError.INVALID_TARGET).toCanonical())
                .isEqualTo("{\"error\":\"invalid_target\"}");
    }

    @Test
    void a_bound_token_is_answered_and_introspected_with_what_it_is_bound_to() {
        Desk desk = new Desk();
        IssuedToken issued = desk.issue(new TokenRequest(
                Desk.evidence(desk.orders().method(), "orders-api"),
                Desk.to("vault"),
                Optional.empty(),
                Optional.of(desk.proof(Desk.IDP_KEY))));
        Json told = OAuthAnswers.introspection(Optional.of(Desk.verified(issued)));

        assertThat(OAuthAnswers.token(issued).toCanonical()).contains("\"token_type\":\"DPoP\"");
        assertThat(told.toCanonical())
                .contains("\"active\":true", "\"aud\":\"vault\"", "\"client_id\":\"orders-api\"")
                .contains("\"cnf\":{\"jkt\":\"" + Desk.IDP_KEY.thumbprint() + "\",\"x5t#S256\":\"C")
                .contains("\"sub\":\"orders-api\"", "\"token_type\":\"DPoP\"");
        assertThat(OAuthAnswers.introspection(Optional.empty()).toCanonical()).isEqualTo("{\"active\":false}");
    }

    @Test
    void a_bearer_token_is_introspected_without_a_confirmation() {
        Desk desk = new Desk();
        IssuedToken issued = desk.issue(Desk.ask(Desk.web(), Desk.to("orders-api")));

        assertThat(OAuthAnswers.introspection(Optional.of(Desk.verified(issued)))
                        .toCanonical())
                .contains("\"token_type\":\"Bearer\"", "\"scope\":\"orders.read orders.write\"")
                .doesNotContain("cnf");
    }

    @Test
    void the_metadata_names_endpoints_and_what_they_take() {
        assertThat(OAuthAnswers.metadata(Desk.ISSUER, true).toCanonical())
                .contains("\"issuer\":\"https://cordon.example\"")
                .contains("\"token_endpoint\":\"https://cordon.example/oauth2/token\"")
                .contains("\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\",\"client_secret_basic\"")
                .contains("\"dpop_signing_alg_values_supported\":[\"ES256\"");
    }
}

package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.upstream.ContextCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real calls through a real Caddy with the documented configuration. */
final class CaddyForwardAuthIT {

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        RealProgram.find("caddy");
        authority = Shop.authority(folder);
        shop = new Shop(ProxyKind.CADDY, folder.resolve("shop"), authority, Map.of());
    }

    @AfterAll
    static void close() throws Exception {
        if (shop != null) {
            shop.close();
        }
    }

    @Test
    void an_allowed_call_reaches_the_service_with_who_calls() throws Exception {
        Caller.Reply reply = shop.caller().call("POST /charges?amount=1", shop.token("orders-api", "charge"));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.body())
                .startsWith("POST /charges?amount=1\n")
                .contains("x-cordon-caller: orders-api\n")
                .contains("x-cordon-segment: ordering\n")
                .contains("x-cordon-flow: charge\n")
                .contains("x-cordon-decision: ")
                .contains("x-forwarded-for: 127.0.0.1\n")
                .doesNotContain("{http.");
    }

    @Test
    void the_service_gets_the_path_as_the_caller_wrote_it() throws Exception {
        Caller.Reply reply = shop.caller().call("GET /charges/a%2C%41b?q=%2F", shop.token("orders-api", "read"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).startsWith("GET /charges/a%2C%41b?q=%2F\n");
    }

    @Test
    void the_service_can_check_that_the_call_passed_cordon() throws Exception {
        Caller.Reply reply = shop.caller()
                .call("GET /charges/a%2c%41b?q=1", shop.token("orders-api", "read"), "Cordon-Context: forged");

        assertThat(shop.contextOf(reply)).isInstanceOfSatisfying(ContextCheck.Verified.class, check -> {
            assertThat(check.context().caller()).hasToString("orders-api");
            assertThat(check.context().flow()).hasToString("read");
        });
        assertThat(reply.body()).contains("x-cordon-decision: ").doesNotContain("forged");
    }

    @Test
    void a_call_without_a_token_is_asked_for_one() throws Exception {
        Caller.Reply reply = shop.caller().call("POST /charges");

        assertDenied(reply, 401, Reason.TOKEN_MISSING);
        assertThat(reply.header("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void a_caller_that_no_flow_leads_from_is_refused() throws Exception {
        Caller.Reply reply = shop.caller().call("POST /charges", shop.token("web-bff", "charge"));

        assertDenied(reply, 403, Reason.NO_FLOW);
        assertThat(reply.body()).doesNotContain("NO_FLOW", "web-bff", "payments");
    }

    @Test
    void a_method_that_the_operation_lacks_is_refused() throws Exception {
        assertDenied(
                shop.caller().call("DELETE /charges/1", shop.token("orders-api", "read")), 403, Reason.METHOD_UNKNOWN);
    }

    @Test
    void a_token_bound_to_a_certificate_goes_with_that_certificate_only() throws Exception {
        String token = shop.token("orders-api", "charge", certificate(authority.thumbprint("orders-api")));
        Caller owner = shop.caller().with(authority.identity("orders-api"));
        Caller thief = shop.caller().with(authority.identity("stranger"));
        Caller partner = shop.caller().with(authority.identity("acme"));

        assertThat(owner.call("POST /charges", token).status()).isEqualTo(200);
        assertDenied(thief.call("POST /charges", token), 401, Reason.BINDING_CERTIFICATE);
        assertDenied(partner.call("POST /charges", token), 403, Reason.CALLER_MISMATCH);
        assertDenied(shop.caller().call("POST /charges", token), 401, Reason.BINDING_CERTIFICATE);
    }

    @Test
    void a_certificate_shown_in_a_header_is_not_the_caller_s() throws Exception {
        String token = shop.token("orders-api", "charge", certificate(authority.thumbprint("orders-api")));
        String forged = Files.readString(authority.certificate("orders-api")).replaceAll("-----[A-Z ]+-----|\\s", "");

        Caller.Reply reply = shop.caller().call("POST /charges", token, "X-Client-Cert: " + forged);

        assertDenied(reply, 401, Reason.BINDING_CERTIFICATE);
    }

    @Test
    void a_certificate_of_another_authority_does_not_get_through_the_handshake() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        TestAuthority other =
                new TestAuthority(elsewhere, "clients-ca").issue("orders-api", "URI:spiffe://shop.example/orders-api");
        int before = shop.upstream.calls();

        String token = shop.token("orders-api", "charge");

        assertThat(answered(shop.caller().with(other.identity("orders-api")), token))
                .isFalse();
        assertThat(shop.upstream.calls()).isEqualTo(before);
    }

    private static boolean answered(Caller caller, String token) throws Exception {
        try {
            return caller.call("POST /charges", token).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void what_a_caller_sends_under_our_names_never_arrives() throws Exception {
        String[] spoofed = {
            shop.token("orders-api", "charge"),
            "X-Cordon-Caller: acme",
            "X-Cordon-Segment: admins",
            "X-Cordon-Flow: everything",
            "X-Cordon-Decision: mine",
            "X-Cordon-Service: orders-api",
            "X_Cordon_Caller: acme",
            "Cordon-Context: forged",
            "Cordon_Context: forged",
            "X-Original-URI: /charges/2",
            "X-Forwarded-Uri: /charges/2",
            "X-Forwarded-Method: GET",
            "X-Forwarded-Host: other.example",
            "X-Client-Verify: SUCCESS",
            "X-Client-Cert: forged",
            "X-Forwarded-For: 10.20.0.5",
        };

        Caller.Reply reply = shop.caller().call("POST /charges", spoofed);

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.body())
                .contains("x-cordon-caller: orders-api\n", "x-forwarded-for: 127.0.0.1\n")
                .doesNotContain(
                        "acme", "admins", "everything", "mine", "other.example", "SUCCESS", "forged", "10.20.0.5")
                .doesNotContain("x-cordon-service", "x-original", "x-client", "x_cordon", "cordon_", "charges/2");
    }

    @Test
    void spoofed_headers_do_not_turn_a_denial() throws Exception {
        Caller.Reply reply = shop.caller()
                .call(
                        "POST /charges",
                        shop.token("orders-api", "read"),
                        "X-Forwarded-Uri: /charges/1",
                        "X-Forwarded-Method: GET",
                        "Connection: X-Forwarded-Uri, X-Forwarded-Method");

        assertDenied(reply, 403, Reason.PURPOSE_MISMATCH);
    }

    @Test
    void the_caller_s_address_is_the_one_that_caddy_saw() throws Exception {
        Caller.Reply reply = shop.caller()
                .from("127.0.0.2")
                .call("POST /charges", shop.token("web-bff", "charge"), "X-Forwarded-For: 10.20.0.5");

        assertThat(shop.recordOf(reply).subject().call().orElseThrow().source()).hasToString("Optional[127.0.0.2]");
    }

    @Test
    void several_authorization_headers_are_refused() throws Exception {
        assertDenied(
                shop.caller().call("POST /charges", shop.token("orders-api", "charge"), "Authorization: Bearer other"),
                403,
                Reason.REQUEST_UNREADABLE);
    }

    @Test
    void a_call_that_no_rate_limits_says_nothing_of_rates() throws Exception {
        Caller.Reply reply = shop.caller().call("GET /charges/1", shop.token("orders-api", "read"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("RateLimit-Policy")).isEmpty();
        assertThat(reply.header("RateLimit")).isEmpty();
    }

    @Test
    void a_used_up_rate_is_a_429_that_says_when_to_come_back() throws Exception {
        String token = shop.token("orders-api", "refund");
        Caller.Reply reply = shop.caller().call("POST /charges/1/refunds", token);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("RateLimit-Policy")).contains("\"flow\";q=1;w=1");
        assertThat(reply.header("RateLimit")).contains("\"flow\";r=0;t=1");

        for (int i = 0; i < 100 && reply.status() == 200; i++) {
            reply = shop.caller().call("POST /charges/1/refunds", token);
        }

        assertDenied(reply, 429, Reason.RATE_LIMITED);
        assertThat(reply.header("Retry-After")).contains("1");
        assertThat(reply.header("RateLimit-Policy")).contains("\"flow\";q=1;w=1");
        assertThat(reply.header("RateLimit")).contains("\"flow\";r=0;t=1");
        assertThat(reply.body()).contains("Too Many Requests");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/charges/%2e%2e/admin",
                "/charges/1%2frefunds",
                "/charges/1%5crefunds",
                "/charges/../charges/1",
                "//charges/1",
                "/charges//1",
                "/charges/1;admin=true",
                "/Charges/1",
                "/charges/1%00",
                "/charges/1%252f",
                "/charges/%c0%ae",
                "/charges/1\\2",
            })
    void a_path_with_two_readings_gets_nowhere(String path) throws Exception {
        int before = shop.upstream.calls();

        Caller.Reply reply = shop.caller().call("GET " + path, shop.token("orders-api", "read"));

        assertThat(reply.status()).isIn(400, 403);
        assertThat(shop.upstream.calls()).isEqualTo(before);
    }

    @Test
    void a_call_for_another_host_is_not_taken_for_this_service() throws Exception {
        String token = shop.token("orders-api", "read");
        int before = shop.upstream.calls();

        Caller.Reply named = shop.caller().raw("GET /charges/1 HTTP/1.1\r\nHost: other.example\r\n" + token + "\r\n");
        Caller.Reply absolute = shop.caller()
                .raw("GET http://other.example/charges/1 HTTP/1.1\r\nHost: " + Shop.HOST + "\r\n" + token + "\r\n");

        assertThat(named.status()).isEqualTo(421);
        assertThat(absolute.status()).isEqualTo(421);
        assertThat(shop.upstream.calls()).isEqualTo(before);
    }

    @Test
    void without_cordon_every_call_is_denied() throws Exception {
        try (Shop dying = new Shop(ProxyKind.CADDY, folder.resolve("dying"), authority, Map.of())) {
            String token = dying.token("orders-api", "charge");
            assertThat(dying.caller().call("POST /charges", token).status()).isEqualTo(200);

            dying.server.close();

            assertThat(dying.caller().call("POST /charges", token).status()).isEqualTo(502);
            assertThat(dying.upstream.calls()).isEqualTo(1);
        }
    }

    @Test
    void a_configuration_that_leaves_the_certificate_to_the_caller_lets_no_call_through() throws Exception {
        String line = "header_up X-Client-Cert {http.request.tls.client.certificate_der_base64}";
        try (Shop careless =
                new Shop(ProxyKind.CADDY, folder.resolve("careless"), authority, Map.of(line, "# left out"))) {
            Caller.Reply reply = careless.caller().call("POST /charges", careless.token("orders-api", "charge"));

            assertThat(reply.status()).isEqualTo(403);
            assertThat(careless.reasonOf(reply)).isEqualTo(Reason.REQUEST_UNREADABLE);
        }
    }

    private static SegmentTokenRequest.Bound certificate(KeyThumbprint thumbprint) {
        return new SegmentTokenRequest.Bound(
                Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.of(thumbprint), Optional.empty());
    }

    private static void assertDenied(Caller.Reply reply, int status, Reason reason) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).contains("application/problem+json");
        assertThat(shop.reasonOf(reply)).isEqualTo(reason);
    }
}

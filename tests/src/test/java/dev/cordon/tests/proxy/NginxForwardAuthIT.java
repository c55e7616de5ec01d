package dev.cordon.tests.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cordon.decision.Reason;
import dev.cordon.mesh.ProxyKind;
import dev.cordon.network.Cidr;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.RealProgram;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.upstream.ContextCheck;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real calls through a real nginx with the documented configuration. */
final class NginxForwardAuthIT {

    @TempDir
    private static Path folder;

    private static TestAuthority authority;
    private static Shop shop;

    @BeforeAll
    static void open() throws Exception {
        RealProgram.find("nginx");
        authority = Shop.authority(folder);
        shop = new Shop(ProxyKind.NGINX, folder.resolve("shop"), authority, Map.of());
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

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .startsWith("POST /charges?amount=1\n")
                .contains("x-cordon-caller: orders-api\n")
                .contains("x-cordon-segment: ordering\n")
                .contains("x-cordon-flow: charge\n")
                .contains("x-cordon-decision: ")
                .contains("x-forwarded-for: 127.0.0.1\n");
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
    void a_token_for_another_service_is_refused() throws Exception {
        String other = shop.mint("web-bff", "orders-api", "charge", SegmentTokenRequest.Bound.NOTHING, Instant.now());

        assertDenied(
                shop.caller().call("POST /charges", "Authorization: Bearer " + other), 401, Reason.AUDIENCE_MISMATCH);
    }

    @Test
    void a_caller_that_no_flow_leads_from_is_refused() throws Exception {
        assertDenied(shop.caller().call("POST /charges", shop.token("web-bff", "charge")), 403, Reason.NO_FLOW);
    }

    @Test
    void a_token_made_for_another_flow_is_refused() throws Exception {
        assertDenied(
                shop.caller().call("GET /charges/1", shop.token("orders-api", "charge")), 403, Reason.PURPOSE_MISMATCH);
    }

    @Test
    void a_method_that_the_operation_lacks_is_refused() throws Exception {
        assertDenied(
                shop.caller().call("DELETE /charges/1", shop.token("orders-api", "read")), 403, Reason.METHOD_UNKNOWN);
    }

    @Test
    void an_expired_token_is_refused() throws Exception {
        Instant before = Instant.now().minus(Duration.ofMinutes(6));
        String token = shop.mint("orders-api", "payments-api", "charge", SegmentTokenRequest.Bound.NOTHING, before);

        Caller.Reply reply = shop.caller().call("POST /charges", "Authorization: Bearer " + token);

        assertDenied(reply, 401, Reason.TOKEN_EXPIRED);
        assertThat(reply.header("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");
    }

    @Test
    void an_altered_token_is_refused() throws Exception {
        String token = shop.token("orders-api", "charge");
        int middle = token.lastIndexOf('.') - 20;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        String altered = token.substring(0, middle) + other + token.substring(middle + 1);

        assertDenied(shop.caller().call("POST /charges", altered), 401, Reason.SIGNATURE_INVALID);
    }

    @Test
    void a_token_stolen_to_another_address_is_useless_whatever_headers_say() throws Exception {
        String token = shop.token("orders-api", "charge", networks("127.0.0.1"));

        assertThat(shop.caller().call("POST /charges", token).status()).isEqualTo(200);
        Caller.Reply thief = shop.caller()
                .from("127.0.0.2")
                .call(
                        "POST /charges",
                        token,
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Real-IP: 127.0.0.1",
                        "Forwarded: for=127.0.0.1");

        assertDenied(thief, 403, Reason.BINDING_NETWORK);
        assertThat(shop.recordOf(thief).subject().call().orElseThrow().source()).hasToString("Optional[127.0.0.2]");
    }

    @Test
    void behind_a_trusted_proxy_the_address_is_the_one_that_it_saw() throws Exception {
        Map<String, String> chained = Map.of("$remote_addr", "$proxy_add_x_forwarded_for");
        try (Shop behind = new Shop(ProxyKind.NGINX, folder.resolve("behind"), authority, chained)) {
            String token = behind.token("orders-api", "charge", networks("10.20.0.5"));

            Caller.Reply proxied = behind.caller().call("POST /charges", token, "X-Forwarded-For: 6.6.6.6, 10.20.0.5");
            Caller.Reply direct =
                    behind.caller().from("127.0.0.2").call("POST /charges", token, "X-Forwarded-For: 10.20.0.5");

            assertThat(proxied.status()).isEqualTo(200);
            assertThat(behind.reasonOf(direct)).isEqualTo(Reason.BINDING_NETWORK);
        }
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
    void a_certificate_of_another_authority_gets_nowhere() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        TestAuthority other =
                new TestAuthority(elsewhere, "clients-ca").issue("orders-api", "URI:spiffe://shop.example/orders-api");
        int before = shop.upstream.calls();

        Caller.Reply reply = shop.caller()
                .with(other.identity("orders-api"))
                .call("POST /charges", shop.token("orders-api", "charge"));

        assertThat(reply.status()).isBetween(400, 403);
        assertThat(shop.upstream.calls()).isEqualTo(before);
    }

    @Test
    void a_forbidden_partner_is_refused_though_a_flow_would_let_it() throws Exception {
        Caller.Reply reply = shop.caller().call("GET /charges/1", shop.token("acme", "partner"));

        assertDenied(reply, 403, Reason.FORBIDDEN);
        assertThat(reply.body()).doesNotContain("partners", "FORBIDDEN", "acme");
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
            "X-Original-URI: /charges/2",
            "X-Original-Method: GET",
            "X-Original-Host: other.example",
            "X-Client-Verify: SUCCESS",
            "X-Client-Cert: forged",
            "X-Forwarded-For: 10.20.0.5",
        };

        Caller.Reply reply = shop.caller().call("POST /charges", spoofed);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body())
                .contains("x-cordon-caller: orders-api\n", "x-forwarded-for: 127.0.0.1\n")
                .doesNotContain(
                        "acme", "admins", "everything", "mine", "other.example", "SUCCESS", "forged", "10.20.0.5")
                .doesNotContain("x-cordon-service", "x-original", "x-client", "x_cordon");
    }

    @Test
    void spoofed_headers_do_not_turn_a_denial() throws Exception {
        Caller.Reply reply = shop.caller()
                .call(
                        "POST /charges",
                        shop.token("orders-api", "read"),
                        "X-Original-URI: /charges/1",
                        "X-Original-Method: GET",
                        "X-Cordon-Status: 200");

        assertDenied(reply, 403, Reason.PURPOSE_MISMATCH);
    }

    @Test
    void of_several_authorization_headers_the_service_gets_the_one_that_was_checked() throws Exception {
        String good = shop.token("orders-api", "charge");

        Caller.Reply reply = shop.caller().call("POST /charges", good, "Authorization: Bearer other");

        if (reply.status() == 200) {
            assertThat(reply.body())
                    .contains(good.substring("Authorization: ".length()))
                    .doesNotContain("Bearer other");
        } else {
            assertThat(reply.status()).isIn(400, 401, 403);
        }
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
                "/charges/..%2fadmin",
                "/charges/1%2frefunds",
                "/charges/1%5crefunds",
                "/charges/../charges/1",
                "//charges/1",
                "/charges//1",
                "/charges/1;admin=true",
                "/charges/1%3badmin",
                "/Charges/1",
                "/charges/1%00",
                "/charges/1%252f",
                "/charges/%c0%ae",
                "/charges/1\\2",
                "/x/../charges/1",
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

        Caller.Reply named = shop.caller().raw("GET /charges/1 HTTP/1.1\r\nHost: other.example\r\n" + token + "\r\n");
        Caller.Reply absolute = shop.caller()
                .raw("GET http://other.example/charges/1 HTTP/1.1\r\nHost: " + Shop.HOST + "\r\n" + token + "\r\n");

        assertThat(named.status()).isEqualTo(421);
        assertThat(absolute.status()).isEqualTo(421);
    }

    @Test
    void the_question_s_own_address_is_not_open_to_callers() throws Exception {
        assertThat(shop.caller().call("GET /_cordon").status()).isEqualTo(404);
        assertDenied(shop.caller().call("GET /healthz"), 403, Reason.OPERATION_UNKNOWN);
    }

    @Test
    void without_cordon_every_call_is_denied() throws Exception {
        try (Shop dying = new Shop(ProxyKind.NGINX, folder.resolve("dying"), authority, Map.of())) {
            String token = dying.token("orders-api", "charge");
            assertThat(dying.caller().call("POST /charges", token).status()).isEqualTo(200);

            dying.server.close();

            assertThat(dying.caller().call("POST /charges", token).status()).isEqualTo(500);
            assertThat(dying.upstream.calls()).isEqualTo(1);
        }
    }

    @Test
    void nginx_ends_with_the_pipe_that_holds_it() throws Exception {
        Shop brief = new Shop(ProxyKind.NGINX, folder.resolve("brief"), authority, Map.of());
        int port = brief.proxy.port();

        brief.close();

        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
    }

    @Test
    void the_server_tells_that_it_lives_and_is_ready() throws Exception {
        HttpResponse<String> live = get("/healthz");
        HttpResponse<String> ready = get("/readyz");

        assertThat(live.statusCode()).isEqualTo(200);
        assertThat(live.body()).contains("\"status\":\"up\"", "\"sequence\":1", "\"droppedRecords\":0");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"ready\":true}");
    }

    private static HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + shop.server.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SegmentTokenRequest.Bound networks(String block) {
        return new SegmentTokenRequest.Bound(
                Optional.empty(),
                List.of(Cidr.parse(block).orElseThrow()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
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

package dev.cordon.mesh.authzen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.authzen.DecisionPoint;
import dev.cordon.authzen.Gateways;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Moment;
import dev.cordon.gate.Gate;
import dev.cordon.mesh.MeshConfig;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.DpopNonces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Authorization API over HTTP, as a proxy passes its requests on. */
final class AuthZenServerTest {

    private static final String EVALUATION = "/access/v1/evaluation";
    private static final String METADATA = "/.well-known/authzen-configuration";
    private static final String BODY = Gateways.question(
            "web", "POST", "orders/orders", "\"token\":\"" + Gateways.token("web", "orders", "checkout") + "\"");
    private static final String ASKER = Gateways.token("apim", "pdp", "ask");

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final Gate gate = Gateways.gate(sink);
    private final HttpClient client = HttpClient.newHttpClient();
    private volatile boolean faulty;
    private AuthZenServer server;

    @BeforeEach
    void start() throws IOException {
        server = start("pdp", gate);
    }

    private AuthZenServer start(String service, Gate calls) throws IOException {
        return start(service, gate, calls, config());
    }

    private AuthZenServer start(String service, Gate admission, Gate calls, MeshConfig config) throws IOException {
        return AuthZenServer.start(
                config,
                new ServiceName(service),
                new AuthZenServer.Parts(admission, calls, Gateways.source(), this::now));
    }

    private static MeshConfig config() {
        return MeshConfig.defaults().listeningOn("127.0.0.1", 0).withClients(ClientTrust.of(Certificates.pem("root")));
    }

    /** The clock, which may have a fault on the thread that makes an answer. */
    private Moment now() {
        if (faulty && Thread.currentThread().getName().startsWith("cordon-authzen")) {
            throw new IllegalStateException("a fault");
        }
        return Gateways.now();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Map<String, String> headers() {
        return new TreeMap<>(Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + ASKER,
                "X-Forwarded-For",
                "10.9.9.9",
                "X-Client-Verify",
                "NONE"));
    }

    private HttpResponse<String> send(String method, String path, String body, Map<String, String> headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return send("POST", EVALUATION, body, headers());
    }

    private HttpResponse<String> askWith(String header, String value) throws Exception {
        Map<String, String> headers = headers();
        headers.put(header, value);
        return send("POST", EVALUATION, BODY, headers);
    }

    private HttpResponse<String> askWithout(String header) throws Exception {
        Map<String, String> headers = headers();
        headers.remove(header);
        return send("POST", EVALUATION, BODY, headers);
    }

    private String reason() {
        return sink.last().stop().map(stop -> stop.reason().name()).orElse("allow");
    }

    @Test
    void an_enforcement_point_is_let_in_and_then_answered_and_both_are_recorded() throws Exception {
        HttpResponse<String> answer = ask(BODY);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).isEqualTo("{\"context\":{\"decision_id\":\"decision-2\"},\"decision\":true}");
        assertThat(sink.records())
                .extracting(one -> one.subject()
                        .judgement()
                        .orElseThrow()
                        .caller()
                        .orElseThrow()
                        .text())
                .containsExactly("apim", "web");
    }

    @Test
    void several_evaluations_have_an_endpoint_of_their_own() throws Exception {
        String body = BODY.substring(0, BODY.length() - 1) + ",\"evaluations\":[{},{\"context\":{}}]}";

        HttpResponse<String> answer = send("POST", "/access/v1/evaluations", body, headers());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .startsWith("{\"evaluations\":[{\"context\":{\"decision_id\":\"decision-2\"},\"decision\":true},")
                .endsWith("\"decision\":false}]}");
    }

    @Test
    void who_shows_no_token_is_challenged_and_nothing_of_the_body_is_looked_at() throws Exception {
        HttpResponse<String> answer = askWithout("Authorization");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo("you may not ask for decisions here; the decision log has this under `decision-1`");
        assertThat(sink.records()).hasSize(1);
        assertThat(reason()).isEqualTo("TOKEN_MISSING");
    }

    @Test
    void who_may_not_ask_is_not_told_what_is_wrong_with_the_question() throws Exception {
        assertThat(send("POST", EVALUATION, "{", Map.of("X-Forwarded-For", "10.9.9.9", "X-Client-Verify", "NONE"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void who_asks_too_often_is_told_when_to_come_back() throws Exception {
        String once = "Bearer " + Gateways.token("apim", "pdp", "ask-once");
        assertThat(askWith("Authorization", once).statusCode()).isEqualTo(200);
        HttpResponse<String> again = askWith("Authorization", once);

        assertThat(again.statusCode()).isEqualTo(429);
        assertThat(again.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void who_is_believed_in_a_bare_subject_is_who_shows_its_token() throws Exception {
        String bare = Gateways.question("web", "GET", "orders/orders/42", "");
        Map<String, String> kong = headers();
        kong.put("Authorization", "Bearer " + Gateways.token("kong", "pdp", "ask"));

        assertThat(ask(bare).body()).contains("\"decision\":true");
        assertThat(send("POST", EVALUATION, bare, kong).body()).contains("\"decision\":false");
        assertThat(reason()).isEqualTo("TOKEN_MISSING");
    }

    @Test
    void a_certificate_of_another_lets_nobody_ask() throws Exception {
        Map<String, String> headers = headers();
        headers.put("X-Client-Verify", "SUCCESS");
        headers.put(
                "X-Client-Cert",
                URLEncoder.encode(Certificates.pem("orders"), StandardCharsets.UTF_8)
                        .replace("+", "%20"));

        assertThat(send("POST", EVALUATION, BODY, headers).statusCode()).isNotEqualTo(200);
        assertThat(reason()).isEqualTo("CALLER_MISMATCH");
    }

    @Test
    void a_gate_that_observes_admits_nobody_whom_it_can_t_name() throws Exception {
        server.close();
        server = start("pdp", gate.observing(), gate, config());

        HttpResponse<String> answer = askWithout("Authorization");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).startsWith("you may not ask for decisions here");
    }

    @Test
    void where_proofs_need_a_nonce_the_next_one_is_in_the_answer() throws Exception {
        DpopNonces nonces = new DpopNonces(new byte[DpopNonces.SHORTEST_KEY]);
        server.close();
        server = start("pdp", gate, gate, config().demanding(nonces));

        assertThat(ask(Gateways.question("web", "POST", "orders/orders", "\"token\":\"x\",\"dpop\":\"y\""))
                        .body())
                .contains("\"dpop_nonce\":\"" + nonces.at(Gateways.NOON) + "\"");
    }

    @Test
    void two_identifiers_are_none() throws Exception {
        try (Socket twice =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            assertThat(raw(twice, "Authorization: Bearer " + ASKER + "\r\nX-Request-ID: a\r\nX-Request-ID: b"))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .doesNotContainIgnoringCase("x-request-id:");
        }
    }

    @Test
    void who_shows_another_token_may_not_ask() throws Exception {
        HttpResponse<String> wrong = askWith("Authorization", "Bearer " + Gateways.token("web", "orders", "checkout"));
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate")).contains("Bearer error=\"invalid_token\"");

        HttpResponse<String> unallowed = askWith("Authorization", "Bearer " + Gateways.token("web", "pdp", "ask"));
        assertThat(unallowed.statusCode()).isEqualTo(403);
        assertThat(reason()).isEqualTo("NO_FLOW");
        assertThat(unallowed.body()).doesNotContain("NO_FLOW", "web");
    }

    @Test
    void a_proxy_that_tells_no_address_lets_nobody_ask() throws Exception {
        assertThat(askWithout("X-Forwarded-For").statusCode()).isEqualTo(403);
        assertThat(sink.last().subject().why().get(0).finding())
                .isEqualTo("a request to `pdp`: header `X-Forwarded-For` is missing: let the proxy set it");
    }

    @Test
    void who_is_no_proxy_may_not_ask() throws Exception {
        try (Socket stranger = new Socket(
                InetAddress.getLoopbackAddress(), server.address().getPort(), InetAddress.getByName("127.0.0.2"), 0)) {
            assertThat(raw(stranger, "Authorization: Bearer " + ASKER)).startsWith("HTTP/1.1 403 Forbidden\r\n");
        }
        assertThat(sink.last().subject().why().get(0).finding())
                .isEqualTo("a request to `pdp`: the peer `127.0.0.2` is no trusted proxy");
    }

    @Test
    void an_own_service_that_the_policy_does_not_have_lets_nobody_ask() throws Exception {
        server.close();
        server = start("decisions", gate);

        assertThat(ask(BODY).statusCode()).isEqualTo(403);
        assertThat(reason()).isEqualTo("SERVICE_UNKNOWN");
    }

    @Test
    void a_gate_that_observes_lets_calls_through_and_no_stranger_ask() throws Exception {
        server.close();
        server = start("pdp", gate.observing());

        assertThat(ask(BODY.replace("\"web\"", "\"acme\"")).body()).contains("\"decision\":true");
        assertThat(askWithout("Authorization").statusCode()).isEqualTo(401);
    }

    @Test
    void two_tokens_are_none() throws Exception {
        try (Socket twice =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            assertThat(raw(twice, "Authorization: Bearer " + ASKER + "\r\nAuthorization: Bearer " + ASKER))
                    .startsWith("HTTP/1.1 403 Forbidden\r\n");
        }
        assertThat(reason()).isEqualTo("REQUEST_UNREADABLE");
    }

    private static String raw(Socket socket, String headers) throws IOException {
        String request = "POST " + EVALUATION
                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Forwarded-For: 10.1.1.1\r\n"
                + "X-Client-Verify: NONE\r\nContent-Type: application/json\r\n" + headers + "\r\nContent-Length: "
                + BODY.length() + "\r\n\r\n" + BODY;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/jsonp", "application/x-www-form-urlencoded"})
    void a_body_of_another_type_is_malformed(String type) throws Exception {
        HttpResponse<String> answer = type.isEmpty() ? askWithout("Content-Type") : askWith("Content-Type", type);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("the body's type must be `application/json`");
    }

    @Test
    void a_type_may_name_its_charset() throws Exception {
        assertThat(askWith("Content-Type", "Application/JSON; charset=UTF-8").statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_malformed_body_gets_a_line_that_says_why() throws Exception {
        HttpResponse<String> answer = ask("{\"subject\":7}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
        assertThat(answer.body()).isEqualTo("`subject` must be an object");
    }

    @Test
    void a_body_that_is_too_long_is_malformed_and_ends_the_connection() throws Exception {
        HttpResponse<String> answer = ask(" ".repeat(DecisionPoint.LONGEST + 1));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("the body is longer than 65536 bytes");
        assertThat(answer.headers().firstValue("Connection")).contains("close");
        assertThat(sink.records()).isEmpty();
        assertThat(ask(BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void the_answer_to_a_long_body_is_not_lost_while_it_is_on_its_way() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(ask("x".repeat(1_000_000)).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void nobody_is_told_to_go_on_with_a_body_that_is_too_long() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(("POST " + EVALUATION
                                    + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999"
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400 Bad Request\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bfe9eb29-ab87-4ca3-be83-a1d5d8305716", "x", "a b;c=\"d\""})
    void the_request_s_identifier_is_in_its_answer_whatever_that_is(String id) throws Exception {
        assertThat(askWith("X-Request-ID", id).headers().firstValue("X-Request-ID"))
                .contains(id);

        Map<String, String> headers = headers();
        headers.put("X-Request-ID", id);
        for (String header : new String[] {"Content-Type", "Authorization", "X-Forwarded-For"}) {
            Map<String, String> less = new TreeMap<>(headers);
            less.remove(header);
            assertThat(send("POST", EVALUATION, BODY, less).headers().firstValue("X-Request-ID"))
                    .as(header)
                    .contains(id);
        }
        assertThat(send("GET", METADATA, "", headers).headers().firstValue("X-Request-ID"))
                .contains(id);
        assertThat(send("PUT", "/nowhere", "", headers).headers().firstValue("X-Request-ID"))
                .contains(id);
        assertThat(ask(BODY).headers().firstValue("X-Request-ID")).isEmpty();
    }

    @Test
    void an_identifier_that_is_too_long_is_malformed() throws Exception {
        assertThat(askWith("X-Request-ID", "x".repeat(256)).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = askWith("X-Request-ID", "x".repeat(257));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("X-Request-ID")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /access/v1/evaluation, 405, POST",
        "PUT, /access/v1/evaluations, 405, POST",
        "POST, /.well-known/authzen-configuration, 405, GET",
        "POST, /.well-known/authzen-configurations, 404, ''",
        "POST, /access/v1/search/subject, 404, ''",
        "POST, /access/v1/evaluation/, 404, ''",
        "POST, /access/v1/evaluation?x=1, 404, ''",
        "POST, /authorize, 404, ''",
        "GET, /healthz, 404, ''",
        "GET, /.well-known/authzen-configuration/other, 404, ''",
        "GET, /.well-known/authzen-configurations, 404, ''"
    })
    void only_the_endpoints_are_there_each_by_its_method(String method, String path, int status, String allowed)
            throws Exception {
        HttpResponse<String> answer = send(method, path, BODY, headers());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Allow").orElse("")).isEqualTo(allowed);
        assertThat(sink.records()).isEmpty();
    }

    @Test
    void anybody_may_read_what_it_is() throws Exception {
        HttpResponse<String> answer = send("GET", METADATA, "", Map.of());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"access_evaluation_endpoint\":\"https://pdp.example/access/v1/evaluation\","
                        + "\"access_evaluations_endpoint\":\"https://pdp.example/access/v1/evaluations\","
                        + "\"policy_decision_point\":\"https://pdp.example\"}");
    }

    @Test
    void a_service_without_a_public_url_is_not_described() throws Exception {
        server.close();
        server = start("kong", gate);

        assertThat(send("GET", METADATA, "", Map.of()).statusCode()).isEqualTo(404);
    }

    @Test
    void a_fault_is_an_error_and_no_decision() throws Exception {
        faulty = true;

        HttpResponse<String> answer = askWith("X-Request-ID", "seven");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("the decision point failed");
        assertThat(answer.headers().firstValue("X-Request-ID")).contains("seven");
    }

    @Test
    void a_closed_server_answers_nobody() throws Exception {
        int port = server.address().getPort();
        server.close();

        assertThatIOException().isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
        assertThat(sink.records()).extracting(DecisionRecord::id).isEmpty();
    }
}

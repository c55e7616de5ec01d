package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.gate.ShopPolicy;
import dev.cordon.token.DpopNonces;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payments knows its callers by certificate; {@code orders} may read charges, and charge twice a second. */
final class ForwardAuthServerTest {

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Source source = new Source();
    private MeshConfig config = MeshConfig.defaults()
            .named("edge")
            .listeningOn("127.0.0.1", 0)
            .withClients(ClientTrust.of(Certificates.pem("root")));
    private volatile Instant wall = Certificates.VALID;
    private volatile long ahead;
    private ForwardAuthServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void an_allowed_call_is_answered_with_who_passes_by_what() throws IOException {
        String answer = ask("GET", "/charges/1");

        assertThat(answer).startsWith("HTTP/1.1 204 No Content\r\n");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("x-cordon-caller: orders\r\n")
                .contains("x-cordon-segment: ordering\r\n")
                .contains("x-cordon-flow: read\r\n")
                .contains("x-cordon-decision: " + sink.last().id().toLowerCase(Locale.ROOT) + "\r\n");
        assertThat(sink.last().point().name()).isEqualTo("edge");
        assertThat(sink.last().point().latency()).isPositive();
    }

    @Test
    void a_denied_call_is_told_nothing_but_the_decision_s_id() throws IOException {
        String answer = ask("PUT", "/charges/1");

        assertThat(answer).startsWith("HTTP/1.1 403 Forbidden\r\n").contains("application/problem+json");
        assertThat(answer)
                .endsWith("\r\n\r\n{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"decision\":\""
                        + sink.last().id() + "\"}");
        assertThat(answer).doesNotContain("METHOD_UNKNOWN", "payments", "orders");
        assertThat(reason()).isEqualTo(Reason.METHOD_UNKNOWN);
    }

    @Test
    void an_observing_server_lets_a_denied_call_through_in_nobody_s_name() throws IOException {
        config = config.observing();

        String answer = ask("PUT", "/charges/1");

        assertThat(answer).startsWith("HTTP/1.1 204 No Content\r\n");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("x-cordon-decision: " + sink.last().id().toLowerCase(Locale.ROOT) + "\r\n")
                .doesNotContain("x-cordon-caller", "x-cordon-segment", "x-cordon-flow", "x-cordon-status");
        assertThat(reason()).isEqualTo(Reason.METHOD_UNKNOWN);
        assertThat(sink.last().point().enforced()).isFalse();
    }

    @Test
    void an_observing_server_names_no_allowed_caller_either_and_says_in_its_health_that_it_observes()
            throws IOException {
        assertThat(Wire.ask(server(), "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("\"mode\":\"enforce\"");
        server.close();
        server = null;
        config = config.observing();

        assertThat(ask("GET", "/charges/1").toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 204 no content\r\n")
                .doesNotContain("x-cordon-caller");
        assertThat(Wire.ask(server(), "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("\"mode\":\"observe\"");
    }

    @Test
    void where_nonces_are_demanded_answers_to_calls_with_dpop_hand_the_present_one_out() throws IOException {
        DpopNonces nonces = new DpopNonces(new byte[32]);
        config = config.demanding(nonces);

        assertThat(Wire.ask(server(), question("GET", "/charges/1", certificate() + "\r\nAuthorization: DPoP x")))
                .contains("DPoP-Nonce: " + nonces.at(wall) + "\r\n");
        assertThat(ask("GET", "/charges/1")).doesNotContain("DPoP-Nonce");
    }

    @Test
    void a_caller_without_evidence_is_challenged() throws IOException {
        String answer = Wire.ask(server(), question("GET", "/charges/1", "X-Client-Verify: NONE"));

        assertThat(answer).startsWith("HTTP/1.1 401 Unauthorized\r\n").contains("www-authenticate: Bearer\r\n");
        assertThat(reason()).isEqualTo(Reason.CERTIFICATE_MISSING);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer x, Bearer error=\"invalid_token\"",
        "DPoP x, 'DPoP error=\"invalid_token\", algs=\"ES256 EdDSA RS256\"'"
    })
    void a_token_that_does_not_do_is_challenged_in_its_scheme(String shown, String challenge) throws IOException {
        String evidence = certificate() + "\r\nAuthorization: " + shown;

        assertThat(Wire.ask(server(), question("GET", "/charges/1", evidence)))
                .contains("www-authenticate: " + challenge + "\r\n");
        assertThat(reason()).isEqualTo(Reason.TOKEN_MALFORMED);
    }

    @Test
    void a_token_beside_a_missing_certificate_is_not_blamed() throws IOException {
        String answer =
                Wire.ask(server(), question("GET", "/charges/1", "X-Client-Verify: NONE\r\nAuthorization: Bearer x"));

        assertThat(answer).contains("www-authenticate: Bearer\r\n");
        assertThat(reason()).isEqualTo(Reason.CERTIFICATE_MISSING);
    }

    @Test
    void a_used_up_rate_says_429_where_nginx_can_read_it() throws IOException {
        ask("POST", "/charges");
        ask("POST", "/charges");

        String answer = ask("POST", "/charges");

        assertThat(answer)
                .startsWith("HTTP/1.1 403 Forbidden\r\n")
                .contains("RateLimit-Policy: \"flow\";q=2;w=1\r\n", "RateLimit: \"flow\";r=0;t=1\r\n")
                .contains("X-Cordon-Status: 429\r\n", "retry-after: 1\r\n", "\"title\":\"Too Many Requests\"");
        assertThat(reason()).isEqualTo(Reason.RATE_LIMITED);
    }

    @Test
    void a_question_that_lacks_a_header_is_denied() throws IOException {
        String answer = Wire.ask(server(), "GET /authorize HTTP/1.1\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403 Forbidden\r\n");
        assertThat(reason()).isEqualTo(Reason.REQUEST_UNREADABLE);
        assertThat(sink.last().subject().why()).hasSize(1);
    }

    @Test
    void a_stranger_s_headers_are_not_believed_and_noticed_once() throws IOException {
        for (int i = 0; i < 3; i++) {
            try (Wire wire = Wire.to(server(), "127.0.0.2")) {
                wire.send(allowed());
                assertThat(wire.answer()).startsWith("HTTP/1.1 403 Forbidden\r\n");
            }
        }

        assertThat(reason()).isEqualTo(Reason.REQUEST_UNREADABLE);
        assertThat(notices).singleElement().asString().contains("`127.0.0.2`, which is no trusted proxy");
    }

    @Test
    void other_paths_and_methods_are_not_answered() throws IOException {
        assertThat(Wire.ask(server(), "GET / HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(Wire.ask(server, "GET /authorize?x HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 Not Found\r\n");
        assertThat(Wire.ask(server, "POST /healthz HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 405 Method Not Allowed\r\n")
                .contains("allow: GET\r\n");
    }

    @Test
    void questions_in_a_row_are_answered_in_their_order() throws IOException {
        try (Wire wire = Wire.to(server())) {
            wire.send(allowed() + question("PUT", "/charges/1", certificate()) + "GET /readyz HTTP/1.1\r\n\r\n");

            assertThat(wire.answer()).startsWith("HTTP/1.1 204");
            assertThat(wire.answer()).startsWith("HTTP/1.1 403");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200").endsWith("{\"ready\":true}");
            wire.send(allowed());
            assertThat(wire.answer()).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void a_proxy_that_speaks_http_1_0_is_answered_and_let_go() throws IOException {
        try (Wire wire = Wire.to(server())) {
            wire.send(allowed().replace("HTTP/1.1", "HTTP/1.0"));

            assertThat(wire.rest()).startsWith("HTTP/1.1 204");
        }
    }

    @Test
    void a_body_is_ignored() throws IOException {
        String body = "content-length: 5\r\n\r\nhello";

        assertThat(Wire.ask(server(), allowed().replaceFirst("\r\n\r\n$", "\r\n" + body)))
                .startsWith("HTTP/1.1 204");
    }

    @Test
    void what_is_too_much_or_no_http_ends_the_connection() throws IOException {
        config = config.within(new MeshConfig.Limits(
                4096, 1000, 10, Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(5)));
        String longHeader = "GET /authorize HTTP/1.1\r\nX-Long: " + "x".repeat(5000) + "\r\n\r\n";
        String longLine = "GET /" + "x".repeat(5000) + " HTTP/1.1\r\n\r\n";
        String longBody = "POST /authorize HTTP/1.1\r\nContent-Length: 2000\r\n\r\n" + "x".repeat(2000);

        assertThat(ended(longHeader)).startsWith("HTTP/1.1 431 ");
        assertThat(ended(longLine)).startsWith("HTTP/1.1 414 ");
        assertThat(ended(longBody)).startsWith("HTTP/1.1 413 ");
        assertThat(ended("rubbish\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ended("GET /authorize HTTP/1.1\r\nno colon\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(sink.records()).isEmpty();
    }

    private String ended(String request) throws IOException {
        try (Wire wire = Wire.to(server())) {
            wire.send(request);
            String all = wire.rest();
            assertThat(all).as("one answer").containsOnlyOnce("HTTP/1.1");
            return all;
        }
    }

    @Test
    void a_question_that_takes_too_long_is_dropped() throws IOException {
        config = config.within(limits(Duration.ofMillis(200), Duration.ofSeconds(75)));
        try (Wire wire = Wire.to(server());
                Wire silent = Wire.to(server)) {
            wire.send("GET /authorize HTTP/1.1\r\nX-Orig");

            assertThat(wire.rest()).isEmpty();
            assertThat(silent.rest()).isEmpty();
        }
    }

    @Test
    void a_connection_without_further_questions_is_closed() throws IOException {
        config = config.within(limits(Duration.ofSeconds(10), Duration.ofMillis(200)));
        try (Wire wire = Wire.to(server())) {
            wire.send(allowed());

            assertThat(wire.rest()).startsWith("HTTP/1.1 204").containsOnlyOnce("HTTP/1.1");
        }
    }

    @Test
    void connections_beyond_the_limit_are_closed_and_the_others_live() throws IOException {
        config = config.within(new MeshConfig.Limits(
                32_768, 1000, 2, Duration.ofSeconds(10), Duration.ofSeconds(75), Duration.ofSeconds(5)));
        try (Wire first = Wire.to(server());
                Wire second = Wire.to(server)) {
            first.send(allowed());
            assertThat(first.answer()).startsWith("HTTP/1.1 204");
            second.send(allowed());
            assertThat(second.answer()).startsWith("HTTP/1.1 204");

            try (Wire third = Wire.to(server)) {
                assertThat(isAnswered(third)).isFalse();
            }
            first.send(allowed());
            assertThat(first.answer()).startsWith("HTTP/1.1 204");
        }
    }

    private static boolean isAnswered(Wire wire) throws IOException {
        try {
            wire.send(allowed());
            return !wire.rest().isEmpty();
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void closing_answers_what_has_begun_and_nothing_else() throws Exception {
        try (Wire busy = Wire.to(server());
                Wire idle = Wire.to(server)) {
            idle.send(allowed());
            idle.answer();
            String question = allowed();
            busy.send("GET /healthz HTTP/1.1\r\n\r\n" + question.substring(0, 40));
            assertThat(busy.answer()).startsWith("HTTP/1.1 200");
            busy.send(question.substring(40, 60));
            Thread closing = new Thread(server::close);
            closing.start();

            assertThat(idle.rest()).isEmpty();
            busy.send(question.substring(60));
            assertThat(busy.rest()).startsWith("HTTP/1.1 204").containsIgnoringCase("connection: close");
            closing.join();
        }
        assertThatIOException().isThrownBy(() -> Wire.to(server).close());
    }

    @Test
    void a_port_that_is_taken_is_said_so() {
        server();

        assertThatIOException()
                .isThrownBy(() -> ForwardAuthServer.start(
                        config.listeningOn("127.0.0.1", server.port()), source, sink, notices::add))
                .withMessage("can't listen on `127.0.0.1:" + server.port()
                        + "`: choose another address or port, or 0 for any free one");
    }

    @Test
    void without_a_snapshot_it_lives_is_not_ready_and_denies() throws IOException {
        source.failing = true;

        assertThat(ask("GET", "/charges/1")).startsWith("HTTP/1.1 403");
        assertThat(reason()).isEqualTo(Reason.SNAPSHOT_MISSING);
        assertThat(get("/healthz"))
                .startsWith("HTTP/1.1 200")
                .contains("\"refreshError\":\"the file is gone\"", "\"status\":\"up\"")
                .doesNotContain("snapshot\"");
        assertThat(get("/readyz"))
                .startsWith("HTTP/1.1 503")
                .endsWith("{\"ready\":false,\"why\":\"there is no policy yet\"}");
        assertThat(notices).contains("refresh failed: the file is gone");
    }

    @Test
    void it_becomes_ready_as_soon_as_there_is_a_snapshot() throws Exception {
        source.failing = true;
        server();
        source.failing = false;
        source.succeeded.await();

        assertThat(get("/readyz")).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/charges/1")).startsWith("HTTP/1.1 204");
    }

    @Test
    void a_stale_snapshot_denies_and_is_not_ready() throws IOException {
        server();
        ahead = Duration.ofMinutes(5).toNanos();

        assertThat(ask("GET", "/charges/1")).startsWith("HTTP/1.1 403");
        assertThat(reason()).isEqualTo(Reason.SNAPSHOT_STALE);
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503").contains("older than a segment's deny-after");
    }

    @Test
    void an_expired_bundle_denies_and_is_not_ready() throws IOException {
        server();
        wall = Certificates.VALID.plus(Duration.ofDays(2));

        assertThat(ask("GET", "/charges/1")).startsWith("HTTP/1.1 403");
        assertThat(reason()).isEqualTo(Reason.POLICY_EXPIRED);
        assertThat(get("/readyz")).startsWith("HTTP/1.1 503").contains("validity has ended");
    }

    @Test
    void its_health_names_the_policy_in_use() throws IOException {
        assertThat(Wire.ask(server(), "GET /healthz HTTP/1.1\r\n\r\n"))
                .contains("application/json", "\"sequence\":7", "\"environment\":\"production\"", "\"policy\":\"shop\"")
                .contains("\"droppedRecords\":0", "\"connections\":1");
    }

    @Test
    void its_metrics_count_what_was_decided() throws IOException {
        ask("GET", "/charges/1");
        ask("PUT", "/charges/1");

        assertThat(get("/metrics"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("content-type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
                .contains("cordon_decisions_total{outcome=\"allow\",reason=\"none\",enforced=\"true\"} 1\n")
                .contains("reason=\"METHOD_UNKNOWN\",enforced=\"true\"} 1\n")
                .contains("cordon_connections 1\n", "cordon_policy_sequence 7\n")
                .doesNotContain("/charges", "orders")
                .endsWith("# EOF\n");
    }

    @Test
    void closing_twice_is_closing_once() {
        server().close();

        server.close();

        assertThatIOException().isThrownBy(() -> Wire.to(server).close());
    }

    private MeshConfig.Limits limits(Duration request, Duration idle) {
        return new MeshConfig.Limits(32_768, 1000, 10, request, idle, Duration.ofSeconds(5));
    }

    private ForwardAuthServer server() {
        if (server == null) {
            try {
                server = ForwardAuthServer.start(
                        config,
                        new ForwardAuthServer.Parts(
                                source, sink, notices::add, () -> new Moment(wall, System.nanoTime() + ahead)));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return server;
    }

    private String ask(String method, String uri) throws IOException {
        return Wire.ask(server(), question(method, uri, certificate()));
    }

    private String get(String path) throws IOException {
        return Wire.ask(server(), "GET " + path + " HTTP/1.1\r\n\r\n");
    }

    private static String allowed() {
        return question("GET", "/charges/1", certificate());
    }

    private static String certificate() {
        return "X-Client-Verify: SUCCESS\r\nX-Client-Cert: " + Escaped.certificate("orders");
    }

    private static String question(String method, String uri, String evidence) {
        return "GET /authorize HTTP/1.1\r\nX-Original-Method: " + method + "\r\nX-Original-URI: " + uri
                + "\r\nX-Original-Host: payments.shop.example\r\nX-Forwarded-For: 10.20.0.7\r\n" + evidence
                + "\r\n\r\n";
    }

    private Reason reason() {
        return sink.last().stop().map(DecisionRecord.Stop::reason).orElseThrow();
    }

    /** The shop's policy, fresh with each refresh. */
    private static final class Source implements SnapshotSource {

        private final CountDownLatch succeeded = new CountDownLatch(1);
        private volatile Optional<Snapshot> current = Optional.empty();
        private volatile boolean failing;

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            if (failing) {
                throw new SnapshotUnavailableException("the file is gone");
            }
            current = Optional.of(ShopPolicy.snapshot(System.nanoTime()));
            succeeded.countDown();
        }
    }
}

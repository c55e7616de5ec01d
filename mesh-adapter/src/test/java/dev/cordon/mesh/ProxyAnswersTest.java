package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.ShopPolicy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.upstream.ContextCheck;
import dev.cordon.upstream.ContextVerifier;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each proxy gets its answer in the form that it understands. */
final class ProxyAnswersTest {

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private @Nullable Signer signer;
    private ForwardAuthServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void an_allowed_call_is_answered_with_the_one_status_that_lets_it_through(ProxyKind proxy) throws IOException {
        String answer = ask(proxy, "GET", "/charges/1", true);

        assertThat(answer).startsWith(proxy == ProxyKind.ENVOY ? "HTTP/1.1 200 OK\r\n" : "HTTP/1.1 204 No Content\r\n");
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains("x-cordon-caller: orders\r\n", "x-cordon-segment: ordering\r\n", "x-cordon-flow: read\r\n")
                .contains("x-cordon-decision: ")
                .doesNotContain("x-cordon-status");
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void a_caller_without_evidence_is_challenged(ProxyKind proxy) throws IOException {
        String answer = ask(proxy, "GET", "/charges/1", false);

        assertThat(answer)
                .startsWith("HTTP/1.1 401 Unauthorized\r\n")
                .contains("www-authenticate: Bearer\r\n", "application/problem+json", "\"status\":401");
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void a_denied_call_is_a_403(ProxyKind proxy) throws IOException {
        assertThat(ask(proxy, "PUT", "/charges/1", true))
                .startsWith("HTTP/1.1 403 Forbidden\r\n")
                .contains("application/problem+json", "\"status\":403")
                .doesNotContain("METHOD_UNKNOWN");
        assertThat(reason()).isEqualTo(Reason.METHOD_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(value = ProxyKind.class, mode = EnumSource.Mode.EXCLUDE, names = "NGINX")
    void a_used_up_rate_is_a_429_where_the_proxy_passes_it_on(ProxyKind proxy) throws IOException {
        assertThat(ask(proxy, "POST", "/charges", true))
                .contains("RateLimit-Policy: \"flow\";q=2;w=1\r\n", "RateLimit: \"flow\";r=1;t=1\r\n");
        ask(proxy, "POST", "/charges", true);

        assertThat(ask(proxy, "POST", "/charges", true))
                .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
                .contains("RateLimit-Policy: \"flow\";q=2;w=1\r\n", "RateLimit: \"flow\";r=0;t=1\r\n")
                .contains("retry-after: 1\r\n", "\"title\":\"Too Many Requests\"", "\"status\":429")
                .doesNotContain("X-Cordon-Status");
    }

    @ParameterizedTest
    @EnumSource(ProxyKind.class)
    void an_allowed_call_brings_the_service_a_context_that_it_can_check(ProxyKind proxy) throws IOException {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.EDDSA, new SecureRandom());
        signer = key;

        String answer = ask(proxy, "GET", "/charges/1?x=1", true);

        ContextVerifier service = new ContextVerifier(new ServiceName("payments-api"), key.publicKeys());
        ContextCheck check = service.verify(
                header(answer), new ContextVerifier.Received("GET", "/charges/1"), Certificates.VALID.plusSeconds(1));
        assertThat(check).isInstanceOfSatisfying(ContextCheck.Verified.class, verified -> {
            assertThat(verified.context().point()).isEqualTo("forward-auth");
            assertThat(verified.context().decision()).isEqualTo(sink.last().id());
            assertThat(verified.context().caller()).hasToString("orders");
            assertThat(verified.context().segment()).hasToString("ordering");
            assertThat(verified.context().flow()).hasToString("read");
        });
        assertThat(header(ask(proxy, "PUT", "/charges/1", true))).isNull();
    }

    @Test
    void where_no_context_can_be_signed_the_call_ends() throws IOException {
        signer = new Signer() {
            @Override
            public SignatureAlgorithm algorithm() {
                return SignatureAlgorithm.ES256;
            }

            @Override
            public String keyId() {
                return "gone";
            }

            @Override
            public byte[] sign(byte[] input) throws SignerUnavailableException {
                throw new SignerUnavailableException("the key is gone");
            }
        };

        String answer = ask(ProxyKind.CADDY, "GET", "/charges/1", true);

        assertThat(answer).startsWith("HTTP/1.1 503 ").doesNotContainIgnoringCase("x-cordon-caller");
        ask(ProxyKind.CADDY, "GET", "/charges/1", true);
        assertThat(notices)
                .containsExactly(
                        "no context can be signed, so allowed calls end here: the key is gone; further ones end"
                                + " without a notice");
    }

    private static @Nullable String header(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("Cordon-Context: "))
                .map(line -> line.substring("Cordon-Context: ".length()))
                .findFirst()
                .orElse(null);
    }

    @Test
    void the_answer_to_a_head_call_has_no_body() throws IOException {
        try (Wire wire = Wire.to(start(ProxyKind.ENVOY))) {
            wire.send(question(ProxyKind.ENVOY, "HEAD", "/charges/1", true)
                    + question(ProxyKind.ENVOY, "GET", "/charges/1", true));

            assertThat(wire.head()).startsWith("HTTP/1.1 403 Forbidden\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200 OK\r\n");
        }
    }

    @Test
    void a_call_for_our_own_health_is_not_let_through_by_an_envoy_without_the_prefix() throws IOException {
        start(ProxyKind.ENVOY);

        assertThat(Wire.ask(server, "GET /healthz HTTP/1.1\r\nX-Forwarded-For: 10.0.0.1\r\n\r\n"))
                .startsWith("HTTP/1.1 404 ");
        assertThat(Wire.ask(server, "GET /healthz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void a_path_and_query_longer_than_our_own_are_read_where_they_stand_in_the_request_line() throws IOException {
        String query = "?x=" + "y".repeat(8000);

        assertThat(ask(ProxyKind.ENVOY, "GET", "/charges/1" + query, true)).startsWith("HTTP/1.1 200 OK\r\n");
    }

    private String ask(ProxyKind proxy, String method, String uri, boolean certificate) throws IOException {
        return Wire.ask(start(proxy), question(proxy, method, uri, certificate));
    }

    private ForwardAuthServer start(ProxyKind proxy) throws IOException {
        if (server == null) {
            MeshConfig config = MeshConfig.defaults()
                    .listeningOn("127.0.0.1", 0)
                    .askedBy(proxy)
                    .withClients(ClientTrust.of(Certificates.pem("root")));
            Signer key = signer;
            config = key == null ? config : config.signingContexts(key);
            server = ForwardAuthServer.start(
                    config,
                    new ForwardAuthServer.Parts(
                            new Fresh(), sink, notices::add, () -> new Moment(Certificates.VALID, System.nanoTime())));
        }
        return server;
    }

    private static String question(ProxyKind proxy, String method, String uri, boolean certificate) {
        String hops = "X-Forwarded-For: 10.20.0.7\r\n";
        String forwarded = "GET /authorize HTTP/1.1\r\nX-Forwarded-Method: " + method + "\r\nX-Forwarded-Uri: " + uri
                + "\r\nX-Forwarded-Host: payments.shop.example\r\n" + hops;
        return switch (proxy) {
                    case NGINX ->
                        "GET /authorize HTTP/1.1\r\nX-Original-Method: " + method + "\r\nX-Original-URI: " + uri
                                + "\r\nX-Original-Host: payments.shop.example\r\n" + hops
                                + (certificate
                                        ? "X-Client-Verify: SUCCESS\r\nX-Client-Cert: " + Escaped.certificate("orders")
                                        : "X-Client-Verify: NONE");
                    case CADDY ->
                        forwarded + "X-Client-Cert: "
                                + (certificate
                                        ? Framed.base64("orders")
                                        : "{http.request.tls.client.certificate_der_base64}");
                    case TRAEFIK ->
                        forwarded
                                + (certificate
                                        ? "X-Forwarded-Tls-Client-Cert: " + Framed.base64("orders")
                                        : "X-None: x");
                    case ENVOY ->
                        method + " /authorize" + uri + " HTTP/1.1\r\nHost: payments.shop.example\r\n" + hops
                                + (certificate
                                        ? "X-Forwarded-Client-Cert: Hash=0a;Cert=\"" + Escaped.certificate("orders")
                                                + "\""
                                        : "X-None: x");
                }
                + "\r\n\r\n";
    }

    private Reason reason() {
        return sink.last().stop().map(DecisionRecord.Stop::reason).orElseThrow();
    }

    /** The shop's policy, as fresh as the last refresh. */
    private static final class Fresh implements SnapshotSource {

        private volatile Optional<Snapshot> current = Optional.empty();

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() {
            current = Optional.of(ShopPolicy.snapshot(System.nanoTime()));
        }
    }
}

package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.cordon.audit.TokenRecord;
import dev.cordon.credential.CredentialProof;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The OAuth endpoints over HTTP, as a proxy asks them. */
final class TokenServerTest {

    private static final String WANTED = "grant_type=client_credentials&audience=orders";

    @TempDir
    private Path folder;

    private IssuerWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new IssuerWorld(folder);
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private String why() {
        return ((TokenRecord.Refused) world.asked.get(world.asked.size() - 1).outcome()).why();
    }

    private String post(String... headers) {
        return IssuerWorld.post("/oauth2/token", WANTED, headers);
    }

    @Test
    void a_token_is_issued_and_lets_its_holder_call() throws Exception {
        String answer = world.ask(post(IssuerWorld.basic()));

        assertThat(answer)
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("Content-Type: application/json\r\n", "Cache-Control: no-store\r\n")
                .contains("\"token_type\":\"Bearer\"");
        assertThat(world.call(world.token())).isEqualTo("allow");
    }

    @Test
    void the_client_s_address_is_the_one_that_the_proxy_tells() throws Exception {
        world.ask(post(IssuerWorld.basic()));

        assertThat(world.asked.get(0).asked().source().orElseThrow()).hasToString("10.1.2.3");
    }

    @Test
    void a_proxy_that_tells_no_address_gets_no_token() throws Exception {
        String answer = world.ask(post(IssuerWorld.basic()).replace("X-Forwarded-For: 10.1.2.3\r\n", ""));

        assertThat(answer).startsWith("HTTP/1.1 400 Bad Request\r\n").endsWith("{\"error\":\"invalid_request\"}");
        assertThat(why()).isEqualTo("header `X-Forwarded-For` is missing: let the proxy set it");
    }

    @Test
    void who_is_no_proxy_gets_nothing() throws Exception {
        try (Wire stranger = Wire.to(world.tokens.address().getPort(), "127.0.0.2")) {
            stranger.send(post(IssuerWorld.basic()));
            assertThat(stranger.answer()).startsWith("HTTP/1.1 403 Forbidden\r\n");
            stranger.send(post(IssuerWorld.basic()));
            assertThat(stranger.answer()).startsWith("HTTP/1.1 403 Forbidden\r\n");
        }
        assertThat(world.asked).isEmpty();
        assertThat(world.notices)
                .containsOnlyOnce(
                        "refused a token request from `127.0.0.2`, which is no trusted proxy; further ones are"
                                + " refused without a notice");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /oauth2/token, 405 Method Not Allowed, allow: POST",
        "POST, /oauth2/jwks, 405 Method Not Allowed, 'allow: GET, HEAD'",
        "POST, /oauth2/authorize, 404 Not Found, content-length: 0",
        "POST, /oauth2/token?x=1, 404 Not Found, content-length: 0",
        "GET, /healthz, 404 Not Found, content-length: 0",
        "GET, /oauth2/jwks, 200 OK, content-type: application/jwk-set+json",
        "GET, /.well-known/oauth-authorization-server, 200 OK, content-type: application/json"
    })
    void only_the_endpoints_are_there_each_by_its_method(String method, String path, String status, String header)
            throws Exception {
        String answer = world.ask(post().replace("POST /oauth2/token", method + " " + path));

        assertThat(answer.toLowerCase(Locale.ROOT))
                .startsWith("http/1.1 " + status.toLowerCase(Locale.ROOT) + "\r\n")
                .contains(header.toLowerCase(Locale.ROOT) + "\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Type: application/json",
        "Content-Type: text/plain; x=application/x-www-form-urlencoded",
        "X-Nothing: x"
    })
    void a_body_that_is_no_form_is_refused(String type) throws Exception {
        String answer =
                world.ask(post(IssuerWorld.basic()).replace("Content-Type: application/x-www-form-urlencoded", type));

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(why()).isEqualTo("the body is no form: its type must be `application/x-www-form-urlencoded`");
    }

    @Test
    void a_form_may_name_its_charset_and_must_be_ascii() throws Exception {
        String charset = post(IssuerWorld.basic()).replace("urlencoded\r", "urlencoded; charset=UTF-8\r");
        assertThat(world.ask(charset)).startsWith("HTTP/1.1 200 ");

        assertThat(world.ask(IssuerWorld.post("/oauth2/token", WANTED + "&x=\u00e9", IssuerWorld.basic())))
                .startsWith("HTTP/1.1 400 ");
        assertThat(why()).isEqualTo("the form has bytes beyond ASCII: encode them");
    }

    @Test
    void a_form_that_is_too_long_is_refused_by_its_length() throws Exception {
        assertThat(world.ask(post().replaceAll("Content-Length: \\d+", "Content-Length: 70000")))
                .startsWith("HTTP/1.1 413 ");
        assertThat(world.asked).isEmpty();
    }

    @Test
    void what_is_no_http_ends_the_connection() throws Exception {
        try (Wire wire = Wire.to(world.tokens.address().getPort(), "127.0.0.1")) {
            wire.send("POST\r\n\r\n");
            assertThat(wire.rest()).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void requests_on_one_connection_are_answered_in_their_order() throws Exception {
        try (Wire wire = Wire.to(world.tokens.address().getPort(), "127.0.0.1")) {
            String keys = post().replace("POST /oauth2/token", "GET /oauth2/jwks");
            wire.send(post(IssuerWorld.basic()) + keys + post() + post(IssuerWorld.basic()));

            assertThat(wire.answer()).startsWith("HTTP/1.1 200 ").contains("access_token");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200 ").contains("\"keys\"");
            assertThat(wire.answer())
                    .startsWith("HTTP/1.1 401 ")
                    .contains("WWW-Authenticate: Basic realm=\"cordon\"\r\n");
            assertThat(wire.answer()).startsWith("HTTP/1.1 200 ").contains("access_token");
        }
    }

    @Test
    void what_follows_the_last_request_of_a_connection_is_not_done() throws Exception {
        try (Wire wire = Wire.to(world.tokens.address().getPort(), "127.0.0.1")) {
            wire.send(post(IssuerWorld.basic(), "Connection: close") + post(IssuerWorld.basic()));

            assertThat(wire.rest()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("\"access_token\":");
        }
        assertThat(world.asked).hasSize(1);
    }

    @Test
    void a_fault_of_ours_is_answered_and_the_connection_goes_on() throws Exception {
        try (Wire wire = Wire.to(world.tokens.address().getPort(), "127.0.0.1")) {
            world.faulty = true;
            wire.send(post().replace("POST /oauth2/token", "GET /oauth2/jwks"));
            assertThat(wire.answer()).startsWith("HTTP/1.1 503 ").contains("temporarily_unavailable");
            world.faulty = false;
            wire.send(post().replace("POST /oauth2/token", "GET /oauth2/jwks"));
            assertThat(wire.answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void a_client_is_known_by_the_certificate_that_the_proxy_passes_on() throws Exception {
        world.add("orders", new CredentialProof.Certificate());
        String form = "grant_type=client_credentials&audience=web&client_id=orders";
        String shown = IssuerWorld.post("/oauth2/token", form)
                .replace(
                        "X-Client-Verify: NONE",
                        "X-Client-Verify: SUCCESS\r\nX-Client-Cert: " + Escaped.certificate("orders"));

        assertThat(world.ask(shown)).startsWith("HTTP/1.1 400 ").contains("invalid_target");
        assertThat(world.ask(IssuerWorld.post("/oauth2/token", form)))
                .startsWith("HTTP/1.1 401 ")
                .contains("invalid_client");
        assertThat(world.ask(shown.replace("SUCCESS", "FAILED:expired"))).contains("invalid_client");
    }

    @Test
    void the_standing_of_a_token_can_be_asked_and_its_chain_ended() throws Exception {
        String token = world.token();
        String about = "token=" + token;
        assertThat(world.ask(IssuerWorld.post("/oauth2/introspect", about, IssuerWorld.basic())))
                .contains("\"active\":true");

        assertThat(world.ask(IssuerWorld.post("/oauth2/revoke", about, IssuerWorld.basic())))
                .startsWith("HTTP/1.1 200 ");
        world.issuer.snapshots().refresh();

        assertThat(world.call(token)).isEqualTo("CHAIN_REVOKED");
        assertThat(world.ask(IssuerWorld.post("/oauth2/introspect", about, IssuerWorld.basic())))
                .endsWith("{\"active\":false}");
        assertThat(world.call(world.token())).isEqualTo("allow");
    }

    @Test
    void closing_answers_no_more() throws Exception {
        int port = world.tokens.address().getPort();
        world.tokens.close();

        assertThatIOException().isThrownBy(() -> Wire.ask(port, post(IssuerWorld.basic())));
    }
}

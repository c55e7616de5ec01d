package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.IssuerName;
import dev.cordon.revocation.Revocation;
import dev.cordon.status.StatusListVerifier;
import dev.cordon.status.TokenStatus;
import dev.cordon.token.StatusReference;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Status lists over HTTP, from a token that is issued to one that is revoked. */
final class StatusListServerTest {

    private static final String LIST = IssuerWorld.ISSUER + "/status-lists/0";

    @TempDir
    private Path folder;

    private IssuerWorld world;

    @BeforeEach
    void start() throws Exception {
        world = new IssuerWorld(folder);
        world.token();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    /** The whole answer on a connection of its own. */
    private String ask(String method, String path, String... headers) throws Exception {
        try (Wire wire = Wire.to(world.tokens.address().getPort(), "127.0.0.1")) {
            StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: cordon.example\r\n");
            for (String header : headers) {
                request.append(header).append("\r\n");
            }
            wire.send(request.append("Connection: close\r\n\r\n").toString());
            return wire.rest();
        }
    }

    private static String header(String answer, String name) {
        int at = answer.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ": ") + name.length() + 4;
        return answer.substring(at, answer.indexOf('\r', at));
    }

    private LedgerEntry entry() throws Exception {
        return world.store.tokens().page(Optional.empty(), 1).get(0).entry();
    }

    private TokenStatus status() throws Exception {
        String answer = ask("GET", "/status-lists/0");
        assertThat(answer).startsWith("HTTP/1.1 200 OK");
        String text = answer.substring(answer.indexOf("\r\n\r\n") + 4);
        StatusListVerifier verifier = new StatusListVerifier(
                world.store.signingKeys().read().keys().get(0).key().publicKeys());
        StatusListVerifier.Outcome outcome = verifier.verify(text, LIST, world.wall);
        StatusReference reference =
                new StatusReference(LIST, entry().listing().orElseThrow().index());
        return ((StatusListVerifier.Verified) outcome).list().of(reference, world.wall);
    }

    @Test
    void a_token_is_valid_until_it_is_revoked_and_the_list_shows_it() throws Exception {
        world.issuer.snapshots().refresh();
        assertThat(status()).isEqualTo(TokenStatus.VALID);

        world.store.revocations().add(new Revocation.OfToken(new IssuerName("cordon"), entry().id()), Optional.empty());
        world.wall = world.wall.plusSeconds(1);

        assertThat(status()).isEqualTo(TokenStatus.INVALID);
    }

    @Test
    void a_list_that_is_known_is_not_sent_again_and_its_head_alone_tells_of_it() throws Exception {
        String answer = ask("GET", "/status-lists/0");
        String tag = header(answer, "etag");
        assertThat(header(answer, "content-type")).isEqualTo("application/statuslist+jwt");
        assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=60");

        String known = ask("GET", "/status-lists/0", "If-None-Match: " + tag);
        assertThat(known).startsWith("HTTP/1.1 304 ").endsWith("\r\n\r\n").doesNotContainIgnoringCase("content-length");
        String head = ask("HEAD", "/status-lists/0");
        assertThat(head).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n");
        assertThat(header(head, "content-length")).isEqualTo(header(answer, "content-length"));
        assertThat(header(head, "etag")).isEqualTo(tag);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /status-lists/1, 404",
        "GET, /status-lists/x, 404",
        "POST, /status-lists/0, 405",
        "GET, /status-lists/0?time=1700000000, 501",
        "GET, /status-lists, 200",
        "HEAD, /oauth2/jwks, 200",
        "GET, /oauth2/jwks?x, 404"
    })
    void other_paths_and_methods_are_told_apart(String method, String path, String status) throws Exception {
        assertThat(ask(method, path)).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void the_metadata_says_where_the_lists_are() throws Exception {
        assertThat(ask("GET", "/.well-known/oauth-authorization-server"))
                .contains("\"status_list_aggregation_endpoint\":\"" + IssuerWorld.ISSUER + "/status-lists\"");
        assertThat(ask("GET", "/status-lists")).endsWith("{\"status_lists\":[\"" + LIST + "\"]}");
    }
}

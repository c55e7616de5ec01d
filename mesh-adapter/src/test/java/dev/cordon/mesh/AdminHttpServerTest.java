package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.cordon.audit.AdministrationRecord;
import dev.cordon.credential.CredentialProof;
import dev.cordon.document.Json;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.admin.AdminHttpServer;
import dev.cordon.mesh.admin.AdminRequest;
import dev.cordon.mesh.admin.AdminSettings;
import dev.cordon.mesh.admin.AdminUnreachableException;
import dev.cordon.mesh.admin.Administration;
import dev.cordon.policy.ServiceName;
import dev.cordon.token.TokenHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operators over HTTP are callers like any other: the policy says who may ask what. */
final class AdminHttpServerTest {

    private static final String BEGIN = "/admin/v1/quarantines/begin";
    private static final String FRONT =
            "{\"reason\":\"a key was found\",\"segment\":\"front\",\"until\":\"2026-11-22T13:00:00Z\"}";

    @TempDir
    private Path folder;

    private final List<AdministrationRecord> recorded = new CopyOnWriteArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Runnable> closing = new ArrayList<>();
    private IssuerWorld world;
    private AdminHttpServer server;

    @BeforeEach
    void start() throws Exception {
        world = new IssuerWorld(folder);
        world.add("operator", new CredentialProof.Secret(TokenHash.of("operators-secret")));
        AdminSettings settings = new AdminSettings(
                KeySchedule.standard(),
                Optional.empty(),
                () -> world.wall,
                new SecureRandom(),
                Optional.empty(),
                Optional.empty(),
                () -> world.files.current().map(snapshot -> snapshot.policy()),
                recorded::add);
        server = AdminHttpServer.start(
                MeshConfig.defaults().listeningOn("127.0.0.1", 0),
                new ServiceName("cordon-admin"),
                world.calls,
                new AdminHttpServer.Desk(world.store, settings, world.notices::add));
    }

    @AfterEach
    void stop() {
        closing.forEach(Runnable::run);
        server.close();
        world.close();
    }

    private String operatorsToken() throws Exception {
        String basic = Base64.getEncoder().encodeToString("operator:operators-secret".getBytes(StandardCharsets.UTF_8));
        String answer = world.ask(IssuerWorld.post(
                "/oauth2/token",
                "grant_type=client_credentials&audience=cordon-admin",
                "Authorization: Basic " + basic));
        int from = answer.indexOf("\"access_token\":\"") + 16;
        return answer.substring(from, answer.indexOf('"', from));
    }

    private HttpResponse<String> ask(String method, String path, String body, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .header("X-Forwarded-For", "10.1.2.3")
                .header("X-Client-Verify", "NONE")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void an_operator_whom_the_policy_lets_puts_a_segment_into_quarantine_and_is_recorded() throws Exception {
        String token = world.token();
        HttpResponse<String> answer = ask("POST", BEGIN, FRONT, operatorsToken());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body()).contains("\"state\":\"in-force\"");
        assertThat(world.decided.last().subject().judgement().orElseThrow().caller())
                .contains(new ServiceName("operator"));
        assertThat(recorded).singleElement().satisfies(record -> {
            assertThat(record.by()).isEqualTo("operator");
            assertThat(record.operation()).isEqualTo("quarantines/begin");
            assertThat(record.outcome().result()).isEqualTo("done");
        });
        world.issuer.snapshots().refresh();
        assertThat(world.call(token)).isEqualTo("QUARANTINED");
    }

    @Test
    void who_shows_no_token_or_one_for_another_service_is_refused_and_nothing_done() throws Exception {
        HttpResponse<String> nobody = ask("POST", BEGIN, FRONT, "");
        assertThat(nobody.statusCode()).isEqualTo(401);
        assertThat(nobody.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).contains("Bearer"));
        assertThat(nobody.body()).doesNotContain("TOKEN_MISSING");

        assertThat(ask("POST", BEGIN, FRONT, world.token()).statusCode()).isEqualTo(401);
        assertThat(world.decided.last().stop().orElseThrow().reason().name()).isEqualTo("AUDIENCE_MISMATCH");
        assertThat(recorded).isEmpty();
        assertThat(world.store.revocations().read().isEmpty()).isTrue();
    }

    @Test
    void an_operation_that_no_flow_of_the_operator_has_is_refused() throws Exception {
        HttpResponse<String> answer = ask(
                "POST", "/admin/v1/revocations/add", "{\"kind\":\"service\",\"service\":\"orders\"}", operatorsToken());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(world.store.revocations().read().isEmpty()).isTrue();
        assertThat(ask("POST", "/admin/v1/keys/rotate", "{}", operatorsToken()).statusCode())
                .as("what the policy's service does not offer")
                .isEqualTo(403);
        assertThat(ask("POST", "/admin/v1/quarantines/%62egin", FRONT, operatorsToken())
                        .statusCode())
                .as("a path in another spelling")
                .isEqualTo(400);
        assertThat(recorded).isEmpty();
    }

    @Test
    void the_program_asks_with_its_token_and_tells_what_came_of_it() throws Exception {
        URI base = URI.create("http://127.0.0.1:" + proxied());
        AdminRequest list = new AdminRequest("quarantines/list", Json.object().build());
        try (Administration right = Administration.at(base, operatorsToken());
                Administration wrong = Administration.at(base, world.token());
                Administration odd = Administration.at(base, "a\nb");
                Administration nowhere = Administration.at(URI.create("http://127.0.0.1:1"), "t")) {
            assertThat(right.ask(list).reveal().toCanonical()).isEqualTo("{\"quarantines\":[]}");
            assertThat(right.ask(new AdminRequest("quarantines/end", list.arguments()))
                            .status())
                    .isEqualTo(Status.BAD_REQUEST);
            assertThat(wrong.ask(list).status()).isEqualTo(Status.REFUSED);
            assertThat(wrong.ask(list).message()).contains("you may not ask this here");
            assertThatThrownBy(() -> odd.ask(list))
                    .isInstanceOf(AdminUnreachableException.class)
                    .hasMessageNotContaining("a\nb");
            assertThatThrownBy(() -> nowhere.ask(list)).hasMessageContaining("gave no whole answer");
        }
    }

    /** A proxy that tells of the client as it must. */
    private int proxied() throws Exception {
        HttpServer proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                String token =
                        exchange.getRequestHeaders().getFirst("Authorization").replace("Bearer ", "");
                HttpResponse<String> answer =
                        ask("POST", exchange.getRequestURI().getRawPath(), body, token);
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.statusCode(), bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
        proxy.start();
        closing.add(() -> proxy.stop(0));
        return proxy.getAddress().getPort();
    }

    @Test
    void what_is_no_request_is_told_and_not_done() throws Exception {
        String token = operatorsToken();
        assertThat(ask("POST", BEGIN, "{", token).statusCode()).isEqualTo(400);
        assertThat(ask("POST", BEGIN, "[]", token).body()).contains("a request is a JSON object");
        assertThat(ask("POST", BEGIN, FRONT.replace("front", "frnt"), token).body())
                .contains("the policy in use has no segment `frnt`");
        assertThat(ask("POST", "/admin/v1/quarantines/begn", FRONT, token).statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", BEGIN, "{\"x\":\"" + "y".repeat(1 << 20) + "\"}", token)
                        .statusCode())
                .isEqualTo(413);
        assertThat(world.store.revocations().read().isEmpty()).isTrue();
    }

    @Test
    void an_operator_in_quarantine_can_do_nothing_any_more() throws Exception {
        String token = operatorsToken();
        assertThat(ask("POST", BEGIN, FRONT.replace("front", "control"), token).statusCode())
                .isEqualTo(200);
        world.issuer.snapshots().refresh();

        assertThat(ask("POST", "/admin/v1/quarantines/end", "{\"segment\":\"control\",\"reason\":\"x\"}", token)
                        .statusCode())
                .isEqualTo(403);
    }
}

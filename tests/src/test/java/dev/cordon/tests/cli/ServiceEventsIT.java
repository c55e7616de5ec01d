package dev.cordon.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline tells the program of deploys and retirements by CloudEvents, and operators wait for what follows. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServiceEventsIT {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            issuers:
              cordon: { issuer: https://tokens.shop.example, services: all }
            segments:
              storefront: { trust: public, rotation: { grace: 1m } }
              pipelines: { trust: internal }
              control: { trust: restricted, bearer: accepted, token: { ttl: 5m, bind: [network] } }
            services:
              web-bff: { segment: storefront }
              ci: { segment: pipelines }
              cordon-admin:
                segment: control
                hosts: [admin.shop.example]
                operations: [POST /admin/v1/events, "POST /admin/v1/{kind}/{step}"]
            flows:
              - id: tell
                from: ci
                to: cordon-admin
                operations: [POST /admin/v1/events]
                when: { network: [192.0.2.0/24] }
            """;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Program server;
    private int calls;
    private int tokens;
    private int admin;
    private String token;

    @BeforeEach
    void publish_and_start() throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), POLICY);
        Files.writeString(
                folder.resolve("master.key"), "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        done("keys", "generate", "--out", file("bundle.jwk"), "--public", file("bundle.jwks"));
        done("bundle", "create", file("shop.yaml"), "--key", file("bundle.jwk"), "--sequence", "1", "--out", file("b"));
        server = Program.java(
                folder,
                "serve",
                "--bundle",
                file("b"),
                "--bundle-key",
                file("bundle.jwks"),
                "--policy-name",
                "shop",
                "--environment",
                "production",
                "--listen",
                "127.0.0.1:0",
                "--token-listen",
                "127.0.0.1:0",
                "--admin-listen",
                "127.0.0.1:0",
                "--admin-service",
                "cordon-admin",
                "--issuer",
                "https://tokens.shop.example",
                "--store",
                file("shop.store"),
                "--master-key",
                file("master.key"),
                "--event-source",
                "cordon",
                "--event-source",
                "https://ci.shop.example=ci",
                "--event-source",
                "nightly=web-bff",
                "--log",
                file("decisions.log"));
        calls = port("cordon: listening on 127.0.0.1:");
        tokens = port("issuing tokens on 127.0.0.1:");
        admin = port("answering operators on 127.0.0.1:");
        server.awaitLine("enforcing policy `shop` sequence 1");
        token = token(done("credentials", "add", "--service", "ci", "--owner", "ci", "--store", file("shop.store"))
                .lines()
                .filter(line -> line.matches("[A-Za-z0-9_-]{43}"))
                .findFirst()
                .orElseThrow());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int port(String before) throws Exception {
        String line = server.awaitLine(before);
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Program ran(String... args) throws Exception {
        Program program = Program.java(folder, args);
        program.await();
        return program;
    }

    private String done(String... args) throws Exception {
        Program program = ran(args);
        assertThat(program.exitCode())
                .as("%s: %s", List.of(args), program.lines())
                .isZero();
        return String.join("\n", program.lines());
    }

    private static HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-Client-Verify", "NONE");
    }

    private HttpResponse<String> answer(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String token(String secret) throws Exception {
        String pair = "ci:" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String body = answer(to(tokens, "/oauth2/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "grant_type=client_credentials&audience=cordon-admin"))
                        .build())
                .body();
        assertThat(body).contains("\"access_token\":\"");
        return body.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private HttpRequest.Builder event() {
        return to(admin, "/admin/v1/events").header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> structured(String kind, String source, Instant time) throws Exception {
        String body = "{\"specversion\":\"1.0\",\"type\":\"dev.cordon.service." + kind + ".v1\",\"source\":\""
                + source + "\",\"id\":\"run-7\",\"subject\":\"web-bff\",\"time\":\"" + time
                + "\",\"data\":{\"environment\":\"production\",\"revisions\":[\"42\"]}}";
        return answer(event().header("Content-Type", "application/cloudevents+json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> binary(String kind, Instant time) throws Exception {
        return answer(event().header("Content-Type", "application/json")
                .header("ce-specversion", "1.0")
                .header("ce-type", "dev.cordon.service." + kind + ".v1")
                .header("ce-source", "https://ci.shop.example")
                .header("ce-id", "run-8")
                .header("ce-subject", "web-bff")
                .header("ce-time", time.toString())
                .POST(HttpRequest.BodyPublishers.ofString("{\"environment\":\"production\",\"revisions\":[\"43\"]}"))
                .build());
    }

    private Program send(String kind, Instant occurred, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of(
                "events",
                "send",
                kind,
                "web-bff",
                "--environment",
                "production",
                "--occurred",
                occurred.toString(),
                "--store",
                file("shop.store")));
        args.addAll(List.of(more));
        return ran(args.toArray(String[]::new));
    }

    @Test
    void a_pipeline_tells_of_deploys_in_both_modes_and_operators_wait_for_what_follows() throws Exception {
        Instant now = Instant.now();
        HttpResponse<String> first = structured("deployed", "https://ci.shop.example", now.minusSeconds(60));
        assertThat(first.body()).isEqualTo("{\"disposition\":\"taken\",\"service\":\"web-bff\"}");
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(done("services", "--store", file("shop.store")))
                .contains("web-bff", "live", "42", "ci.shop.example");

        Program waited = send("deployed", now.minusSeconds(60), "--revision", "42", "--wait", "2m");
        assertThat(waited.exitCode()).as("%s", waited.lines()).isZero();
        done("credentials", "secret", "--store", file("shop.store"), "--service", "web-bff");

        assertThat(binary("deployed", now.minusSeconds(30)).body()).contains("\"disposition\":\"taken\"");
        assertThat(binary("deployed", now.minusSeconds(30)).body()).contains("\"disposition\":\"stale\"");
        assertThat(done("services", "--store", file("shop.store"))).contains("43");

        Program gone = send("retired", now, "--wait");
        assertThat(gone.lines()).containsExactly("taken");
        assertThat(gone.exitCode()).isZero();
        assertThat(done("credentials", "rotations", "--store", file("shop.store"), "--json"))
                .doesNotContain("\"settled\":false", "\"state\":\"current\"");
        assertThat(binary("deployed", now.minusSeconds(20)).body()).contains("\"disposition\":\"stale\"");

        assertThat(answer(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + calls + "/metrics"))
                                .build())
                        .body())
                .contains("cordon_service_events_total{disposition=\"taken\"} ")
                .contains("cordon_service_events_total{disposition=\"stale\"} ");
        assertThat(Files.readString(folder.resolve("decisions.log")))
                .contains("\"administration\":\"events/send\"", "\"by\":\"ci\"")
                .doesNotContain(token);
    }

    @Test
    void what_is_not_taken_is_answered_counted_and_told() throws Exception {
        Instant now = Instant.now();
        assertThat(structured("deployed", "nightly", now).statusCode())
                .as("another service's source")
                .isEqualTo(403);
        assertThat(structured("built", "https://ci.shop.example", now).body())
                .isEqualTo("{\"disposition\":\"unknown-type\"}");
        HttpResponse<String> batch = answer(event().header("Content-Type", "application/cloudevents-batch+json")
                .POST(HttpRequest.BodyPublishers.ofString("[]"))
                .build());
        assertThat(batch.statusCode()).isEqualTo(400);
        assertThat(batch.body()).isEqualTo("{\"message\":\"batches are not taken: send a request for each event\"}");
        assertThat(answer(to(admin, "/admin/v1/events/send")
                                .header("Authorization", "Bearer " + token)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                                .build())
                        .statusCode())
                .as("an operation that the pipeline's flow has not")
                .isEqualTo(403);
        server.awaitLine("events of source `nightly` are not believed of `ci`");
        server.awaitLine("an event that `ci` sent is unknown-type: type `dev.cordon.service.built.v1` is none");
        server.awaitLine("an event that `ci` sent is unreadable: batches are not taken");

        assertThat(answer(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + calls + "/metrics"))
                                .build())
                        .body())
                .contains("cordon_service_events_total{disposition=\"untrusted-source\"} 1\n")
                .contains("cordon_service_events_total{disposition=\"unknown-type\"} 1\n")
                .contains("cordon_service_events_total{disposition=\"unreadable\"} 1\n");
        assertThat(done("services", "--store", file("shop.store"), "--json")).isEqualTo("{\"services\":[]}");
    }
}

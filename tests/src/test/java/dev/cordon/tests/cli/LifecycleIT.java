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

/**
 * A service from its first deploy to its end, with the program as operators run it and a server that is stopped
 * between.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class LifecycleIT {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            issuers:
              cordon: { issuer: https://tokens.shop.example, services: all }
            segments:
              storefront: { trust: public, rotation: { grace: 1m } }
              ordering: { trust: internal }
            services:
              web-bff: { segment: storefront }
              orders-api: { segment: ordering, operations: [POST /orders] }
            flows:
              - { id: checkout, from: web-bff, to: orders-api }
            """;

    @TempDir
    Path folder;

    private Program server;
    private int tokens;

    @BeforeEach
    void publish_and_start() throws Exception {
        Files.writeString(folder.resolve("shop.yaml"), POLICY);
        Files.writeString(
                folder.resolve("master.key"), "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        done("keys", "generate", "--out", file("bundle.jwk"), "--public", file("bundle.jwks"));
        done(
                "bundle",
                "create",
                file("shop.yaml"),
                "--key",
                file("bundle.jwk"),
                "--sequence",
                "1",
                "--out",
                file("shop.bundle"));
        start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void start() throws Exception {
        server = Program.java(
                folder,
                "serve",
                "--bundle",
                file("shop.bundle"),
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
                "--issuer",
                "https://tokens.shop.example",
                "--store",
                file("shop.store"),
                "--master-key",
                file("master.key"),
                "--log",
                file("decisions.log"));
        String line = server.awaitLine("issuing tokens on 127.0.0.1:");
        tokens = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
        server.awaitLine("enforcing policy `shop` sequence 1");
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

    private String send(String kind, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of(
                "events", "send", kind, "web-bff", "--environment", "production", "--store", file("shop.store")));
        args.addAll(List.of(more));
        return done(args.toArray(String[]::new));
    }

    private String rotations() throws Exception {
        return done("credentials", "rotations", "--store", file("shop.store"), "--json");
    }

    private void awaitCurrent(int generation) throws Exception {
        String wanted = "\"generation\":" + generation;
        String found = rotations();
        while (!found.matches(".*\\{[^}]*" + wanted + "[^}]*\"settled\":true[^}]*\"state\":\"current\".*")) {
            found = rotations();
        }
    }

    private String secret() throws Exception {
        return done("credentials", "secret", "--store", file("shop.store"), "--service", "web-bff");
    }

    /** The status of the answer to who asks for a token with that secret. */
    private int token(String secret) throws Exception {
        String pair = "web-bff:" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + tokens + "/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-Client-Verify", "NONE")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&audience=orders-api"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** Who asks is refused from the next look at the store on; the test's own time limit ends it where he is not. */
    private void awaitRefused(String secret) throws Exception {
        int status = token(secret);
        while (status != 401) {
            assertThat(status).isEqualTo(200);
            status = token(secret);
        }
    }

    @Test
    void deploys_give_a_service_its_secrets_and_retirement_takes_all_of_them() throws Exception {
        assertThat(send("deployed", "--revision", "41")).isEqualTo("taken");
        awaitCurrent(0);
        String first = secret();
        assertThat(token(first)).isEqualTo(200);
        assertThat(done("services", "--store", file("shop.store"))).contains("web-bff", "live", "41");

        assertThat(send("deployed", "--revision", "42")).isEqualTo("taken");
        awaitCurrent(1);
        String second = secret();
        assertThat(second).isNotEqualTo(first);
        assertThat(token(first)).isEqualTo(200);
        assertThat(token(second)).isEqualTo(200);

        String before = Instant.now().toString();
        assertThat(send("retired")).isEqualTo("taken");
        awaitRefused(second);
        awaitRefused(first);
        assertThat(send("deployed", "--occurred", before)).isEqualTo("stale");
        assertThat(ran("credentials", "secret", "--store", file("shop.store"), "--service", "web-bff")
                        .exitCode())
                .isEqualTo(1);
        String log = Files.readString(folder.resolve("decisions.log"));
        assertThat(log).contains("\"administration\":\"events/send\"").doesNotContain(first, second);
    }

    @Test
    void a_server_that_is_killed_at_once_does_what_is_left_when_it_starts_again() throws Exception {
        assertThat(send("deployed", "--revision", "41")).isEqualTo("taken");
        server.kill();
        server.await();
        start();
        awaitCurrent(0);

        assertThat(token(secret())).isEqualTo(200);
    }

    @Test
    void who_is_not_believed_is_refused_and_others_events_are_not_for_this_server() throws Exception {
        Program stranger = ran(
                "events",
                "send",
                "retired",
                "web-bff",
                "--environment",
                "production",
                "--source",
                "stranger",
                "--store",
                file("shop.store"));
        assertThat(stranger.exitCode()).isEqualTo(1);
        assertThat(stranger.lines()).singleElement().asString().contains("`stranger` are not believed");
        assertThat(done(
                        "events",
                        "send",
                        "deployed",
                        "web-bff",
                        "--environment",
                        "staging",
                        "--store",
                        file("shop.store")))
                .isEqualTo("other-environment");
        Program compared = ran("reconcile", "--store", file("shop.store"), "--dry-run");
        assertThat(compared.exitCode()).isEqualTo(1);
        assertThat(compared.lines()).last().asString().contains("never-seen", "web-bff", "look");
        assertThat(done("services", "--store", file("shop.store"), "--json")).isEqualTo("{\"services\":[]}");
        Program wrong = ran(
                "events", "send", "deploid", "web-bff", "--environment", "production", "--store", file("shop.store"));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.lines()).singleElement().asString().contains("`deploid` is no kind of event: write deployed");
    }

    @Test
    void an_operator_has_a_secret_replaced() throws Exception {
        send("deployed");
        awaitCurrent(0);
        assertThat(done("reconcile", "--store", file("shop.store"), "--json")).isEqualTo("{\"findings\":[]}");
        assertThat(done("credentials", "rotate", "--store", file("shop.store"), "--service", "web-bff"))
                .isEqualTo("generation 1 of service `web-bff` is on its way");
        awaitCurrent(1);

        assertThat(token(secret())).isEqualTo(200);
    }
}

package dev.cordon.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Services that the policy does not name call what their segment may, as long as events tell that they belong to it.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServiceMembersIT {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            issuers:
              cordon: { issuer: https://tokens.shop.example, services: all }
            segments:
              storefront:
                trust: public
                rotation: { grace: 1m }
                members:
                  - { accounts: [shop-prod], tags: [team=storefront] }
              ordering: { trust: internal }
            services:
              web-bff: { segment: storefront }
              orders-api: { segment: ordering, hosts: [orders.shop.example], operations: [POST /orders] }
            flows:
              - { id: checkout, from: storefront, to: orders-api }
            """;

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private HttpServer receiver;
    private Program server;
    private int calls;
    private int tokens;

    @BeforeEach
    void publish_and_start() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean known = "Bearer of-news".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (known) {
                told.add(body.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1"));
            }
            exchange.sendResponseHeaders(known ? 202 : 401, -1);
            exchange.close();
        });
        receiver.start();
        Files.writeString(folder.resolve("news.token"), "of-news\n");
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
                "--issuer",
                "https://tokens.shop.example",
                "--store",
                file("shop.store"),
                "--master-key",
                file("master.key"),
                "--credential-events-to",
                "http://127.0.0.1:" + receiver.getAddress().getPort() + "/events",
                "--credential-events-token",
                "@" + file("news.token"),
                "--log",
                file("decisions.log"));
        calls = port("cordon: listening on 127.0.0.1:");
        tokens = port("issuing tokens on 127.0.0.1:");
        server.awaitLine("enforcing policy `shop` sequence 1");
    }

    @AfterEach
    void stop() {
        server.close();
        receiver.stop(0);
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

    private String send(String kind, String service, String... more) throws Exception {
        List<String> args = new ArrayList<>(
                List.of("events", "send", kind, service, "--environment", "production", "--store", file("shop.store")));
        args.addAll(List.of(more));
        return done(args.toArray(String[]::new));
    }

    private static HttpRequest.Builder to(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("X-Forwarded-For", "192.0.2.7")
                .header("X-Client-Verify", "NONE");
    }

    private HttpResponse<String> answer(HttpRequest request) throws Exception {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A token for orders-api, or what the token service says instead. */
    private String token(String service, String secret) throws Exception {
        String pair = service + ":" + URLEncoder.encode(secret, StandardCharsets.UTF_8);
        return answer(to(tokens, "/oauth2/token")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                        .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&audience=orders-api"))
                        .build())
                .body()
                .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private String secret(String service) throws Exception {
        return done("credentials", "secret", "--store", file("shop.store"), "--service", service);
    }

    private int call(String token) throws Exception {
        return answer(to(calls, "/authorize")
                        .header("X-Original-Host", "orders.shop.example")
                        .header("X-Original-Method", "POST")
                        .header("X-Original-URI", "/orders")
                        .header("Authorization", "Bearer " + token)
                        .GET()
                        .build())
                .statusCode();
    }

    /** From the next refresh on; the test's own time limit ends it where that never comes. */
    private void awaitCall(String token, int status) throws Exception {
        int found = call(token);
        while (found != status) {
            found = call(token);
        }
    }

    private String log() throws Exception {
        return Files.readString(folder.resolve("decisions.log"));
    }

    private void awaitLog(String text) throws Exception {
        while (!log().contains(text)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void a_service_with_the_right_tags_in_the_right_account_is_given_a_secret_and_calls() throws Exception {
        assertThat(send(
                        "deployed",
                        "kiosk",
                        "--account",
                        "shop-prod",
                        "--tag",
                        "team=storefront",
                        "--tag",
                        "tier=1",
                        "--wait",
                        "60s"))
                .isEqualTo("taken");
        String first = secret("kiosk");
        String token = token("kiosk", first);
        awaitCall(token, 204);
        assertThat(told).contains("kiosk/0/current");

        send("deployed", "stranger", "--account", "own-sandbox", "--tag", "team=storefront");
        assertThat(done("services", "--store", file("shop.store")))
                .containsPattern("kiosk +storefront +live")
                .containsPattern("stranger +\\(held\\) +live");
        Program findings = ran("reconcile", "--store", file("shop.store"), "--dry-run");
        assertThat(findings.exitCode()).isEqualTo(1);
        assertThat(findings.lines())
                .anyMatch(line -> line.contains("without-segment") && line.contains("stranger"))
                .noneMatch(line -> line.contains("kiosk"));

        send("deprecated", "orders-api", "--caller", "web-bff", "--until", "30d");
        awaitCall(token, 403);
        send("deployed", "orders-api");
        awaitLog("\"SERVICE_DEPRECATED\"");
        send("deprecated", "orders-api", "--caller", "web-bff", "--caller", "kiosk");
        awaitCall(token, 204);
        send("deprecated", "orders-api", "--caller", "web-bff", "--operation", "POST /orders");
        awaitCall(token, 403);
        send("deprecated", "orders-api", "--caller", "web-bff", "--operation", "POST /orders/old");
        awaitCall(token, 204);
        send(
                "configured",
                "orders-api",
                "--endpoint",
                "https://orders.shop.example",
                "--endpoint",
                "https://o.example");
        assertThat(done("services", "--store", file("shop.store"), "--service", "orders-api"))
                .contains("https://o.example, https://orders.shop.example");
        assertThat(ran("reconcile", "--store", file("shop.store"), "--dry-run").lines())
                .anyMatch(line -> line.contains("unknown-operation") && line.contains("POST /orders/old"))
                .anyMatch(line -> line.contains("unknown-endpoint") && line.contains("https://o.example,"))
                .noneMatch(line -> line.contains("https://orders.shop.example"));
        Files.writeString(folder.resolve("running"), "kiosk\n\n  orders-api\nweb-bff\n");
        assertThat(ran("reconcile", "--store", file("shop.store"), "--dry-run", "--running", file("running"))
                        .lines())
                .anyMatch(line -> line.matches("not-registered +web-bff +look +it runs, and no event .*"))
                .anyMatch(line -> line.matches("not-running +stranger +look .*"))
                .noneMatch(line -> line.matches("not-.* (kiosk|orders-api) .*"));

        assertThat(done(
                        "credentials",
                        "revoke",
                        "--service",
                        "kiosk",
                        "--generation",
                        "0",
                        "--store",
                        file("shop.store")))
                .isNotNull();
        while (!token("kiosk", first).contains("invalid_client")) {
            Thread.onSpinWait();
        }
        assertThat(token("kiosk", first)).contains("invalid_client");
        server.awaitLine("ALARM from 192.0.2.7: service `kiosk`, generation 0: its secret was shown");
        awaitLog("\"alarm\":true");
        assertThat(answer(to(calls, "/metrics").GET().build()).body())
                .containsPattern("cordon_credential_alarms_total [1-9]");

        send("retired", "kiosk", "--wait", "60s");
        // the server decides by it within the segment's `refresh`
        while (call(token) == 204) {
            Thread.onSpinWait();
        }
        assertThat(call(token)).isNotEqualTo(204);
        assertThat(told).contains("kiosk/0/over", "kiosk/1/current", "kiosk/1/over");
        assertThat(log()).doesNotContain(first);
    }

    @Test
    void an_event_whose_details_are_not_for_its_kind_is_refused_whole() throws Exception {
        Program program = ran(
                "events",
                "send",
                "retired",
                "web-bff",
                "--until",
                "30d",
                "--environment",
                "production",
                "--store",
                file("shop.store"));

        assertThat(program.exitCode()).isEqualTo(2);
        assertThat(program.lines()).singleElement().asString().contains("`until` is for deprecated alone");
        assertThat(done("services", "--store", file("shop.store"))).doesNotContain("web-bff");
    }
}

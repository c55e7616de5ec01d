package dev.cordon.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeIT {

    private static final String SHOP =
            Program.ROOT.resolve("docs/examples/shop/shop.yaml").toString();

    @TempDir
    Path folder;

    @BeforeEach
    void publish_a_bundle() throws Exception {
        run("keys", "generate", "--out", file("bundle.jwk"), "--public", file("bundle.jwks"));
        run("keys", "generate", "--out", file("issuer.jwk"), "--public", file("issuer.jwks"));
        run("bundle", "create", SHOP, "--key", file("bundle.jwk"), "--sequence", "1", "--out", file("shop.bundle"));
    }

    @Test
    void it_answers_writes_decisions_and_stops_when_asked() throws Exception {
        try (Program server = Program.java(folder, serve("127.0.0.1:0", "--log", file("decisions.log")))) {
            server.awaitLine("listening on 127.0.0.1:");
            String line = server.lines().get(server.lines().size() - 1);
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            server.awaitLine("enforcing policy `shop` sequence 1");
            assertThat(status(port, "/readyz")).isEqualTo(200);
            assertThat(status(port, "/authorize")).isEqualTo(403);
            server.terminate();
            server.await();
            assertThat(server.lines()).contains("cordon: stopping");
        }
        assertThat(Files.readString(folder.resolve("decisions.log"))).contains("\"REQUEST_UNREADABLE\"");
    }

    @Test
    void a_hang_up_reloads_and_a_bad_bundle_leaves_the_last_good_one_in_use() throws Exception {
        try (Program server = Program.java(folder, serve("127.0.0.1:0"))) {
            server.awaitLine("enforcing policy `shop` sequence 1");
            Assumptions.assumeFalse(
                    server.lines().stream().anyMatch(line -> line.contains("SIGHUP can't be heard here")),
                    "this build runs under nohup, or where there is no SIGHUP");
            server.hangUp();
            server.awaitLine("reloaded");

            run("bundle", "create", SHOP, "--key", file("bundle.jwk"), "--sequence", "2", "--out", file("second"));
            Files.move(folder.resolve("second"), folder.resolve("shop.bundle"), StandardCopyOption.REPLACE_EXISTING);
            server.hangUp();
            server.awaitLine("now in use: policy `shop` sequence 2");

            Files.writeString(folder.resolve("rubbish"), "rubbish");
            Files.move(folder.resolve("rubbish"), folder.resolve("shop.bundle"), StandardCopyOption.REPLACE_EXISTING);
            server.awaitLine("sequence 2 stays in use");
            server.hangUp();
            server.awaitLine("reload failed: ");
        }
    }

    @Test
    void told_to_observe_it_warns_at_the_start_lets_calls_through_and_logs_the_denials() throws Exception {
        try (Program server = Program.java(folder, serve("127.0.0.1:0", "--observe", "--log", file("observed.log")))) {
            server.awaitLine("observing: NO call is denied");
            server.awaitLine("listening on 127.0.0.1:");
            String line = server.lines().get(server.lines().size() - 1);
            int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            server.awaitLine("observing policy `shop` sequence 1");
            assertThat(status(port, "/authorize")).isEqualTo(204);
            server.terminate();
            server.await();
        }
        assertThat(Files.readString(folder.resolve("observed.log")))
                .contains("\"enforced\":false", "\"outcome\":\"deny\"", "\"REQUEST_UNREADABLE\"");
    }

    @Test
    void an_issuers_keys_are_asked_for_where_the_policy_says_and_not_at_private_addresses() throws Exception {
        Path policy = Files.writeString(folder.resolve("own.yaml"), """
                cordon: 1
                policy: shop
                issuers:
                  idp:
                    issuer: https://idp.example
                    tokens: external
                    services: [acme]
                    keys: { jwks: "https://localhost:1/jwks" }
                segments: { zone: { trust: internal } }
                services:
                  acme: { segment: zone }
                  orders-api: { segment: zone, operations: [POST /orders] }
                flows:
                  - { id: order, from: acme, to: orders-api, tokens: external }
                """);
        run(
                "bundle",
                "create",
                policy.toString(),
                "--key",
                file("bundle.jwk"),
                "--sequence",
                "1",
                "--out",
                file("own"));
        Files.move(folder.resolve("own"), folder.resolve("shop.bundle"), StandardCopyOption.REPLACE_EXISTING);
        try (Program server = Program.java(folder, serve("127.0.0.1:0"))) {
            server.awaitLine("keys of issuer `idp`: host `localhost` has an address that is not public");
            server.awaitLine("enforcing policy `shop` sequence 1");
        }
    }

    @Test
    void a_nonce_key_that_is_too_short_is_refused() throws Exception {
        Files.writeString(folder.resolve("nonce.key"), "short");
        try (Program server = Program.java(folder, serve("127.0.0.1:0", "--dpop-nonce", file("nonce.key")))) {
            assertThat(server.await())
                    .singleElement()
                    .asString()
                    .contains("nonce.key`: a nonce key has at least 32 random bytes");
            assertThat(server.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void a_port_that_is_taken_is_said_with_exit_code_3() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                Program server = Program.java(folder, serve("127.0.0.1:" + taken.getLocalPort()))) {
            assertThat(server.await()).last().asString().startsWith("cordon: ").doesNotContain("Exception");
            assertThat(server.exitCode()).isEqualTo(3);
        }
    }

    @Test
    void it_does_not_start_for_a_proxy_that_it_does_not_know() throws Exception {
        try (Program server = Program.java(folder, serve("127.0.0.1:0", "--proxy", "haproxy"))) {
            assertThat(server.await())
                    .singleElement()
                    .asString()
                    .contains("`--proxy haproxy`: write nginx, caddy, traefik or envoy");
            assertThat(server.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void it_signs_no_context_with_a_key_that_makes_long_signatures() throws Exception {
        run("keys", "generate", "--algorithm", "RS256", "--out", file("rsa.jwk"));
        try (Program server = Program.java(folder, serve("127.0.0.1:0", "--context-key", file("rsa.jwk")))) {
            assertThat(server.await())
                    .singleElement()
                    .asString()
                    .contains("is an RSA key: sign contexts with an ES256 or EdDSA key");
            assertThat(server.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void it_does_not_start_without_a_key_to_check_bundles_with() throws Exception {
        try (Program server = Program.java(
                folder,
                "serve",
                "--bundle",
                file("shop.bundle"),
                "--policy-name",
                "shop",
                "--environment",
                "production")) {
            assertThat(server.await()).singleElement().asString().contains("--bundle-key");
            assertThat(server.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void told_to_issue_it_shows_its_keys_and_records_what_it_is_asked() throws Exception {
        masterKey();
        try (Program server = Program.java(folder, serve("127.0.0.1:0", issuing("--log", file("asked.log"))))) {
            server.awaitLine("made a new signing key");
            int port = port(server.awaitLine("issuing tokens on 127.0.0.1:"));
            server.awaitLine("enforcing policy `shop` sequence 1");
            HttpRequest keys = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/jwks"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(keys, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("\"alg\":\"ES256\"")
                    .doesNotContain("\"d\":");
            HttpRequest wanted = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Forwarded-For", "10.1.2.3")
                    .header("X-Client-Verify", "NONE")
                    .header("Authorization", "Basic d2ViLWJmZjpzZWNyZXQ=")
                    .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&audience=orders-api"))
                    .build();
            HttpResponse<String> refused =
                    HttpClient.newHttpClient().send(wanted, HttpResponse.BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).isEqualTo("{\"error\":\"invalid_client\"}");
            server.terminate();
            server.await();
        }
        assertThat(Files.readString(folder.resolve("asked.log")))
                .contains("\"request\":\"token\"", "\"client\":\"web-bff\"", "no usable credential");
    }

    @Test
    void a_store_that_another_server_uses_is_refused() throws Exception {
        masterKey();
        try (Program first = Program.java(folder, serve("127.0.0.1:0", issuing()))) {
            first.awaitLine("enforcing policy `shop` sequence 1");
            try (Program second = Program.java(folder, serve("127.0.0.1:0", issuing()))) {
                assertThat(second.await()).singleElement().asString().contains("is in use");
                assertThat(second.exitCode()).isEqualTo(3);
            }
        }
    }

    @Test
    void it_issues_nothing_with_half_of_the_options_or_a_key_that_is_none() throws Exception {
        masterKey();
        Files.writeString(folder.resolve("weak.key"), "0".repeat(64));
        Map<String, List<String>> wrong = Map.of(
                "`--issuer` and `--store` go together",
                List.of("--issuer", "https://tokens.shop.example"),
                "`--credential-events-to` is for issuing",
                List.of("--credential-events-to", "https://events.shop.example/"),
                "events are posted to an `https` URL",
                List.of(
                        "--issuer",
                        "https://x.example",
                        "--store",
                        file("a"),
                        "--credential-events-to",
                        "http://events.shop.example/"),
                "`--master-key` and `--token-listen` are for issuing",
                List.of("--master-key", file("master.key")),
                "is no issuer identifier",
                List.of("--issuer", "http://tokens", "--store", file("a"), "--master-key", file("master.key")),
                "there is no master key in the environment variable `CORDON_MASTER_KEY`",
                List.of("--issuer", "https://tokens.shop.example", "--store", file("a")),
                "is not random",
                List.of("--issuer", "https://x.example", "--store", file("a"), "--master-key", file("weak.key")),
                "there is no folder",
                List.of("--issuer", "https://x.example", "--store", file("b/a"), "--master-key", file("master.key")));
        for (Map.Entry<String, List<String>> one : wrong.entrySet()) {
            String[] options = one.getValue().toArray(String[]::new);
            try (Program server = Program.java(folder, serve("127.0.0.1:0", options))) {
                assertThat(server.await()).singleElement().asString().contains(one.getKey());
                assertThat(server.exitCode()).isEqualTo(2);
            }
        }
        assertThat(folder.resolve("a")).doesNotExist();
    }

    private void masterKey() throws Exception {
        Files.writeString(
                folder.resolve("master.key"), "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    }

    private String[] issuing(String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--issuer",
                "https://tokens.shop.example",
                "--store",
                file("shop.store"),
                "--master-key",
                file("master.key"),
                "--token-listen",
                "127.0.0.1:0"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static int port(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private String[] serve(String listen, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "serve",
                "--bundle",
                file("shop.bundle"),
                "--bundle-key",
                file("bundle.jwks"),
                "--policy-name",
                "shop",
                "--environment",
                "production",
                "--jwks",
                "shop=" + file("issuer.jwks"),
                "--listen",
                listen));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static int status(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private void run(String... args) throws Exception {
        try (Program program = Program.java(folder, args)) {
            List<String> output = program.await();
            assertThat(program.exitCode()).as(output.toString()).isZero();
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}

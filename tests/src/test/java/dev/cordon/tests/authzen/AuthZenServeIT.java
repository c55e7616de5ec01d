package dev.cordon.tests.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.cli.Program;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as the page sets it up, asked by a client that knows the standard alone. */
class AuthZenServeIT {

    private static final String PAGE_COMMAND =
            "cordon serve --bundle shop.bundle --bundle-key bundle.jwks --policy-name shop --environment production"
                    + " --jwks shop=issuer.jwks --authzen-listen 127.0.0.1:8183 --authzen-service decisions";

    @TempDir
    Path folder;

    @BeforeEach
    void publish() throws Exception {
        run("keys", "generate", "--out", file("bundle.jwk"), "--public", file("bundle.jwks"));
        run("keys", "generate", "--out", file("issuer.jwk"), "--public", file("issuer.jwks"));
        run(
                "bundle",
                "create",
                GatewayShop.POLICY.toString(),
                "--key",
                file("bundle.jwk"),
                "--sequence",
                "1",
                "--out",
                file("shop.bundle"));
    }

    @Test
    void the_page_s_command_answers_gateways_and_its_log_replays() throws Exception {
        assertThat(Files.readString(Path.of(System.getProperty("cordon.root"), "docs/authzen.md")))
                .contains(PAGE_COMMAND);
        try (Program server = Program.java(folder, serve())) {
            int port = port(server.awaitLine("answering AuthZEN on 127.0.0.1:"));
            server.awaitLine("enforcing policy `shop` sequence 1");
            AuthZenClient client = client(port, "gateway");

            assertThat(client.evaluate(checkout("web-bff"))).isTrue();
            assertThat(client.evaluate(checkout("batch"))).isFalse();
            assertThat(client(port, "old-gateway").evaluate(nightly())).isTrue();
            server.terminate();
            server.await();
        }
        assertThat(Files.readAllLines(folder.resolve("decisions.log")))
                .filteredOn(line -> line.contains("\"asking\":{\"name\":\"apim\",\"service\":\"gateway\","))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"outcome\":\"allow\""),
                        line -> assertThat(line).contains("\"reason\":\"SUBJECT_MISMATCH\""));
        assertThat(run("replay", file("decisions.log"), "--bundles", folder.toString()))
                .last()
                .asString()
                .startsWith("replayed 6 decisions: all the same");
    }

    @Test
    void a_service_that_the_policy_does_not_have_is_noticed_at_the_start() throws Exception {
        List<String> command = new ArrayList<>(List.of(serve()));
        command.set(command.size() - 1, "nobody");
        try (Program server = Program.java(folder, command.toArray(new String[0]))) {
            server.awaitLine("the policy has no service `nobody`, so that nobody may ask by AuthZEN: add it");
        }
    }

    @Test
    void a_service_without_a_place_to_listen_is_refused() throws Exception {
        List<String> command = new ArrayList<>(List.of(serve()));
        int listen = command.indexOf("--authzen-listen");
        command.subList(listen, listen + 2).clear();
        try (Program server = Program.java(folder, command.toArray(new String[0]))) {
            assertThat(server.await())
                    .first()
                    .asString()
                    .contains("`--authzen-listen` and `--authzen-service` go together");
            assertThat(server.exitCode()).isEqualTo(2);
        }
    }

    private String[] serve() {
        return PAGE_COMMAND
                .replace("cordon serve ", "serve --listen 127.0.0.1:0 --log " + file("decisions.log") + " ")
                .replace("127.0.0.1:8183", "127.0.0.1:0")
                .replace("shop.bundle", file("shop.bundle"))
                .replace("bundle.jwks", file("bundle.jwks"))
                .replace("=issuer.jwks", "=" + file("issuer.jwks"))
                .split(" ", -1);
    }

    private AuthZenClient client(int port, String gateway) throws Exception {
        return new AuthZenClient(
                URI.create("http://127.0.0.1:" + port),
                GatewayShop.PDP,
                Map.of(
                        "Authorization",
                        "Bearer " + token(gateway, "decisions", "ask"),
                        "X-Forwarded-For",
                        "10.0.0.9",
                        "X-Client-Verify",
                        "NONE"));
    }

    private Map<String, Object> checkout(String subject) throws Exception {
        return Map.of(
                "subject",
                Map.of("type", "service", "id", subject),
                "action",
                Map.of("name", "POST"),
                "resource",
                Map.of("type", "operation", "id", "orders-api/orders"),
                "context",
                Map.of("token", token("web-bff", "orders-api", "checkout")));
    }

    private static Map<String, Object> nightly() {
        return Map.of(
                "subject",
                Map.of("type", "service", "id", "batch"),
                "action",
                Map.of("name", "GET"),
                "resource",
                Map.of("type", "operation", "id", "orders-api/orders/42"),
                "context",
                Map.of("ip_address", "10.30.0.4"));
    }

    private String token(String caller, String target, String flow) throws Exception {
        return run(
                        "token",
                        "mint",
                        "--policy",
                        GatewayShop.POLICY.toString(),
                        "--key",
                        file("issuer.jwk"),
                        "--from",
                        caller,
                        "--to",
                        target,
                        "--purpose",
                        flow)
                .get(0);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> run(String... args) throws Exception {
        try (Program program = Program.java(folder, args)) {
            List<String> lines = program.await();
            assertThat(program.exitCode()).as(String.join("\n", lines)).isZero();
            return lines;
        }
    }

    private static int port(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }
}

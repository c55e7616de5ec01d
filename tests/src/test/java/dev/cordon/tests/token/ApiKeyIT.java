package dev.cordon.tests.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.cli.Program;
import dev.cordon.tests.proxy.Nginx;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.EchoUpstream;
import dev.cordon.tests.surroundings.TestAuthority;
import dev.cordon.token.TokenHash;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A partner's key from its making to its end: the packaged program behind a real nginx, asked by its own commands. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ApiKeyIT {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            issuers:
              shop: { issuer: https://cordon.example, services: all }
            segments:
              partners: { trust: partner }
              ordering: { trust: internal, refresh: 100ms }
              payments: { trust: internal }
            services:
              acme: { segment: partners }
              orders-api:
                segment: ordering
                hosts: [orders.shop.example]
                operations: [POST /orders, "GET /orders/{id}"]
              payments-api: { segment: payments, hosts: [payments.shop.example], operations: [POST /charges] }
            flows:
              - { id: sell, from: acme, to: orders-api, operations: [POST /orders], tokens: api-key }
              - { id: follow, from: acme, to: orders-api, operations: ["GET /orders/{id}"], tokens: api-key }
              - { id: pay, from: acme, to: payments-api, tokens: api-key }
            """;

    @TempDir
    private Path folder;

    private TestAuthority authority;

    @BeforeEach
    void publish() throws Exception {
        authority = TokenShop.authority(folder);
        Files.writeString(folder.resolve("shop.yaml"), POLICY);
        Files.writeString(
                folder.resolve("master.key"), "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
        run("keys", "generate", "--out", file("bundle.jwk"), "--public", file("bundle.jwks"));
        run(
                "bundle",
                "create",
                file("shop.yaml"),
                "--key",
                file("bundle.jwk"),
                "--sequence",
                "1",
                "--out",
                file("shop.bundle"));
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private List<String> run(String... args) throws Exception {
        try (Program program = Program.java(folder, args)) {
            List<String> output = program.await();
            assertThat(program.exitCode()).as(output.toString()).isZero();
            return output;
        }
    }

    private Program serve() throws Exception {
        return Program.java(
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
                "--issuer",
                "https://cordon.example",
                "--store",
                file("store"),
                "--master-key",
                file("master.key"),
                "--token-listen",
                "127.0.0.1:0",
                "--log",
                file("decisions.log"));
    }

    private static int port(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    /** The key, which is all that the answer holds. */
    private String issue() throws Exception {
        Path answer = folder.resolve("acme.key");
        try (Program program = Program.javaInto(
                answer,
                "api-keys",
                "issue",
                "--store",
                file("store"),
                "--from",
                "acme",
                "--to",
                "orders-api",
                "--flow",
                "sell",
                "--owner",
                "partners team",
                "--expires",
                "90d",
                "--network",
                "127.0.0.1/32")) {
            assertThat(program.await())
                    .singleElement()
                    .asString()
                    .startsWith("made API key `ak-")
                    .contains("from `acme` to `orders-api` for flow `sell`");
            assertThat(program.exitCode()).isZero();
        }
        String text = Files.readString(answer);
        assertThat(text).matches("cordon_1[0-9A-Za-z]{49}\n");
        return text.strip();
    }

    /** A caller who shows a key. */
    private record Partner(int port, String key) {

        int call(String host, String from, String line) throws Exception {
            return Caller.overTls(port, host)
                    .from(from)
                    .call(line, "Authorization: Bearer " + key)
                    .status();
        }

        int sell() throws Exception {
            return call(TokenShop.ORDERS, "127.0.0.1", "POST /orders");
        }

        /** Calls until that is answered, which it is from the next refresh on. */
        void sellUntil(int status) throws Exception {
            while (sell() != status) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void a_key_opens_its_flow_alone_from_its_network_alone_until_it_is_revoked() throws Exception {
        String id;
        String key;
        try (EchoUpstream upstream = new EchoUpstream();
                Program server = serve()) {
            int calls = port(server.awaitLine("listening on 127.0.0.1:"));
            int tokens = port(server.awaitLine("issuing tokens on 127.0.0.1:"));
            server.awaitLine("enforcing policy `shop` sequence 1");
            try (Nginx nginx = Nginx.start(folder, TokenShop.changes(authority, calls, tokens, upstream.port()))) {
                key = issue();
                Partner partner = new Partner(nginx.port(), key);
                partner.sellUntil(200);
                assertThat(partner.sell()).isEqualTo(200);
                assertThat(partner.call(TokenShop.ORDERS, "127.0.0.1", "GET /orders/1"))
                        .isEqualTo(403);
                assertThat(partner.call(TokenShop.PAYMENTS, "127.0.0.1", "POST /charges"))
                        .isEqualTo(401);
                assertThat(partner.call(TokenShop.ORDERS, "127.0.0.2", "POST /orders"))
                        .isEqualTo(403);

                id = run("api-keys", "list", "--store", file("store")).get(1).split(" ", 2)[0];
                run("api-keys", "revoke", id, "--store", file("store"));
                partner.sellUntil(401);
            }
            server.terminate();
            server.await();
            assertThat(server.lines())
                    .contains(
                            "cordon: administration: `api-keys/issue`: done",
                            "cordon: administration: `api-keys/revoke`: done");
        }
        List<String> reasons = reasons();
        long allowed = reasons.stream().filter("allow"::equals).count();
        assertThat(reasons)
                .containsSubsequence(
                        "allow", "allow", "PURPOSE_MISMATCH", "AUDIENCE_MISMATCH", "BINDING_NETWORK", "TOKEN_REVOKED");
        assertThat(Files.readAllLines(folder.resolve("decisions.log")))
                .filteredOn(line -> line.contains("\"tokenHash\":\"" + TokenHash.of(key) + "\""))
                .last()
                .asString()
                .contains("\"jti\":\"" + id + "\"", "TOKEN_REVOKED")
                .doesNotContain(key);
        assertThat(run("tokens", "show", id, "--store", file("store")))
                .contains("kind         api-key", "uses         POST /orders  " + allowed);
        assertThat(run("api-keys", "show", id, "--store", file("store")))
                .contains("state        revoked", "uses         POST /orders  " + allowed);
    }

    /** What became of each call, by the log. */
    private List<String> reasons() throws Exception {
        List<String> reasons = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("decisions.log"))) {
            Json.Members record = (Json.Members) Json.parse(line.getBytes(StandardCharsets.UTF_8));
            // the log tells of more than decisions
            if (record.find("outcome").isPresent() && record.find("decided").isPresent()) {
                reasons.add(((Json.Text) record.find("reason").orElse(Json.of("allow"))).value());
            }
        }
        return reasons;
    }
}

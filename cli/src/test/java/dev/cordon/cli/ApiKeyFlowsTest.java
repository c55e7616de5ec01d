package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows for API keys in the policy's own tests, in explanations and in what becomes of the edges. */
final class ApiKeyFlowsTest {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            environments: [production, staging]
            segments:
              partners: { trust: partner }
              ordering: { trust: internal, token: { bind: [network, environment] } }
            services:
              acme:       { segment: partners }
              orders-api: { segment: ordering, operations: [POST /orders, "GET /orders/{id}", "DELETE /orders/{id}"] }
            flows:
              - id: order
                from: acme
                to: orders-api
                operations: [POST /orders]
                scopes: [orders.write]
                tokens: api-key
              - id: look
                from: acme
                to: orders-api
                operations: ["GET /orders/{id}"]
                tokens: api-key
                when: { network: [192.0.2.0/24] }
            tests:
              - { name: orders, from: acme, call: POST orders-api /orders, expect: allow order }
              - { name: looks, from: acme, call: GET orders-api /orders/7, expect: allow look }
              - name: with the key for the other flow
                from: acme
                call: GET orders-api /orders/7
                purpose: order
                expect: deny PURPOSE_MISMATCH
              - name: with a key of another environment
                from: acme
                call: POST orders-api /orders
                env: staging
                expect: deny BINDING_ENVIRONMENT
              - name: from elsewhere
                from: acme
                call: POST orders-api /orders
                source-ip: 198.51.100.7
                expect: deny BINDING_NETWORK
              - name: without a key
                from: acme
                call: POST orders-api /orders
                token: none
                expect: deny TOKEN_MISSING
            """;

    @TempDir
    private Path folder;

    @Test
    void an_ideal_caller_has_the_key_that_its_flow_asks_for() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);

        Shell test = Shell.run("test", policy.toString());

        assertThat(test.out() + test.err()).contains("6 ");
        assertThat(test.exitCode()).as(test.out() + test.err()).isEqualTo(ExitCode.YES);
    }

    @Test
    void who_has_no_tokens_is_let_in_by_an_operation_more_for_its_keys() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);

        Shell explain = Shell.run(
                "explain",
                "--policy",
                policy.toString(),
                "--environment",
                "production",
                "--from",
                "acme",
                "--call",
                "DELETE orders-api /orders/7");

        assertThat(explain.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(explain.out())
                .contains("add to the operations of flow `order`", "DELETE /orders/{id}", "by API keys");
    }

    @Test
    void what_a_flow_takes_is_a_difference_between_two_policies() throws IOException {
        Path old = Files.writeString(folder.resolve("old.yaml"), POLICY);
        Path fresh = Files.writeString(
                folder.resolve("new.yaml"),
                POLICY.replace("tokens: api-key\n    when", "tokens: segment\n    when")
                        .replace(
                                "segments:",
                                "issuers: { shop: { issuer: https://t.example, services: all } }\nsegments:"));

        Shell diff = Shell.run("diff", old.toString(), fresh.toString());

        assertThat(diff.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(diff.out()).contains("by API keys", "by segment tokens");
    }
}

package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of external issuers counts in the policy's own tests, too. */
final class ExternalIssuersTest {

    private static final String POLICY = """
            cordon: 1
            policy: shop
            issuers:
              shop: { issuer: https://tokens.shop.example, services: [orders-api] }
              entra:
                issuer: https://login.microsoftonline.com/72f988bf-86f1-41af-91ab-2d7cd011db47/v2.0
                tokens: external
                algorithms: [RS256]
                services: [acme]
                keys: discovery
                claims:
                  caller: azp
                  callers: { 75dbe77f-10a3-4e59-85fd-8c127544f17c: acme }
                  scopes: scp
                  id: uti
                  groups: "org:groups"
                  required: { azpacr: "1" }
                  without: [typ]
            segments:
              partners: { trust: partner }
              ordering: { trust: internal }
            services:
              acme:       { segment: partners }
              orders-api: { segment: ordering, operations: [POST /orders, "GET /orders/{id}"] }
            flows:
              - id: order
                from: acme
                to: orders-api
                operations: [POST /orders]
                scopes: [orders.write]
                tokens: external
              - id: look
                from: acme
                to: orders-api
                operations: ["GET /orders/{id}"]
                tokens: external
                when: { subject: { issuer: entra, roles: [buyer], groups: [staff] } }
            tests:
              - { name: a partner orders, from: acme, call: POST orders-api /orders, expect: allow order }
              - { name: the user of a partner looks, from: acme, call: GET orders-api /orders/7, expect: allow look }
            """;

    @TempDir
    private Path folder;

    @Test
    void what_an_issuer_is_let_off_is_a_difference_between_two_policies() throws IOException {
        Path old = Files.writeString(folder.resolve("old.yaml"), POLICY);
        for (String[] change : new String[][] {
            {"without: [typ]", "without: [typ, aud]"},
            {"keys: discovery", "keys: { hosts: [keys.example] }"},
            {"75dbe77f-10a3-4e59-85fd-8c127544f17c", "85dbe77f-10a3-4e59-85fd-8c127544f17c"},
            {"azpacr: \"1\"", "azpacr: \"2\""},
            {"caller: azp", "caller: oid"}
        }) {
            Path fresh = Files.writeString(folder.resolve("new.yaml"), POLICY.replace(change[0], change[1]));

            assertThat(Shell.run("diff", old.toString(), fresh.toString()).exitCode())
                    .as(change[1])
                    .isEqualTo(ExitCode.NO);
        }
        assertThat(Shell.run("diff", old.toString(), old.toString()).exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void an_ideal_caller_has_the_token_that_its_issuer_would_write() throws IOException {
        Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY);

        Shell test = Shell.run("test", policy.toString());

        assertThat(test.out() + test.err()).contains("2 ");
        assertThat(test.exitCode()).isEqualTo(ExitCode.YES);
    }
}

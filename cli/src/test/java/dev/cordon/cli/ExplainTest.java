package dev.cordon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExplainTest {

    private static final String SHOP = Shell.SHOP.toString();

    private static final String SMALL = """
            cordon: 1
            policy: small
            issuers: { own: { issuer: "https://own.example", services: all } }
            segments: { zone: { trust: internal } }
            services:
              web: { segment: zone }
              mute: { segment: zone }
              api: { segment: zone, hosts: [api.example], operations: [GET /a, POST /a] }
            flows:
              - id: near
                from: web
                to: api
                operations: [GET /a]
                when: { network: [10.0.0.0/8, "2001:db8::/32"] }
            """;

    @TempDir
    Path folder;

    private static Shell explain(String policy, String from, String call, String... more) {
        String[] words = new String[7 + more.length];
        String[] first = {"explain", "--policy", policy, "--from", from, "--call", call};
        System.arraycopy(first, 0, words, 0, 7);
        System.arraycopy(more, 0, words, 7, more.length);
        return Shell.run(words);
    }

    @Test
    void an_allowed_call_is_shown_as_check_shows_it() {
        Shell explained = explain(SHOP, "web-bff", "POST orders-api /orders");

        assertThat(explained.exitCode()).isEqualTo(ExitCode.YES);
        assertThat(explained.out())
                .isEqualTo(
                        Shell.run("check", "--policy", SHOP, "--from", "web-bff", "--call", "POST orders-api /orders")
                                .out());
    }

    @Test
    void the_flow_that_is_proposed_can_be_written_into_the_policy() throws Exception {
        Path policy = Files.writeString(folder.resolve("small.yaml"), SMALL);
        Shell explained = explain(policy.toString(), "mute", "POST api /a");
        assertThat(explained.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(explained.out()).contains("1 allowed, 0 denied, 0 changed", "+ mute to api: POST /a");
        String flow = explained
                .out()
                .lines()
                .dropWhile(line -> !line.contains("- id: "))
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(2))
                .reduce("", (text, line) -> text + line + "\n");

        Files.writeString(policy, SMALL + flow);
        assertThat(Shell.run("validate", policy.toString()).exitCode()).isEqualTo(ExitCode.YES);
        assertThat(explain(policy.toString(), "mute", "POST api /a").exitCode()).isEqualTo(ExitCode.YES);
    }

    @Test
    void an_operation_for_a_flow_that_is_there_is_named() {
        assertThat(explain(SHOP, "web-bff", "DELETE orders-api /orders/7").out())
                .contains("add to the operations of flow `checkout`:\n    - DELETE /orders/{id}\n");
    }

    @Test
    void a_wider_condition_is_written_as_in_a_policy() throws Exception {
        Path policy = Files.writeString(folder.resolve("small.yaml"), SMALL);

        assertThat(explain(policy.toString(), "web", "GET api /a", "--source-ip", "192.0.2.7")
                        .out())
                .contains(
                        "in flow `near`, under `when`:",
                        "instead of  network: [10.0.0.0/8, \"2001:db8::/32\"]",
                        "write       network: [10.0.0.0/8, \"2001:db8::/32\", 192.0.2.7/32]",
                        "0 allowed, 0 denied, 1 changed");
    }

    @Test
    void a_condition_that_failed_is_quoted_as_in_a_policy() throws Exception {
        Path policy = Files.writeString(folder.resolve("small.yaml"), SMALL);
        String[] call = {"--policy", policy.toString(), "--from", "web", "--call", "GET api /a"};

        for (String command : List.of("check", "explain")) {
            String[] words = Stream.of(new String[] {command}, call, new String[] {"--source-ip", "192.0.2.7"})
                    .flatMap(Stream::of)
                    .toArray(String[]::new);
            assertThat(Shell.run(words).out())
                    .contains("condition `network: [10.0.0.0/8, \"2001:db8::/32\"]` is not met\n");
        }
    }

    @Test
    void nobody_is_told_lightly_to_take_out_a_forbid() {
        assertThat(explain(SHOP, "acme", "POST payments-api /charges").out())
                .contains("take out forbid `partners-never-touch-money`", "ask whoever wrote it");
    }

    @Test
    void where_the_caller_alone_can_help_itself_no_change_is_proposed() {
        Shell elsewhere = explain(SHOP, "orders-api", "POST payments-api /charges", "--source-ip", "203.0.113.9");

        assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.NO);
        assertThat(elsewhere.out())
                .startsWith("deny BINDING_NETWORK\n")
                .contains("no change of a flow, forbid or issuer alone allows it")
                .doesNotContain("the smallest change");
    }

    @Test
    void a_slip_of_the_pen_is_recognised() {
        assertThat(explain(SHOP, "web-bff", "POST orders-api /order").out()).contains("did you mean  POST /orders,");
        assertThat(explain(SHOP, "web-bff", "POST order-api /orders").out()).contains("did you mean  orders-api,");
    }

    @Test
    void programs_read_what_people_do() {
        assertThat(explain(SHOP, "acme", "POST payments-api /charges", "--json").out())
                .contains(
                        "\"decision\":\"deny\"",
                        "\"changes\":[{\"kind\":\"forbid\",\"text\":\"take out forbid `partners-never-touch-money`\"},"
                                + "{\"kind\":\"flow\",\"text\":\"add to `flows`:\\n",
                        "\"opens\":{\"allowed\":1,")
                .doesNotContain("\"rest\"");
        assertThat(explain(SHOP, "web-bff", "POST orders-api /order", "--json").out())
                .contains("\"changes\":[]", "\"near\":[\"POST /orders\"", "\"rest\":\"OPERATION_UNKNOWN\"")
                .doesNotContain("\"opens\"");
    }

    @Test
    void what_is_no_call_is_refused() {
        Shell nobody = Shell.run("explain", "--policy", SHOP, "--call", "POST orders-api /orders");

        assertThat(nobody.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(nobody.err()).contains("say who calls: --from SERVICE");
        assertThat(explain(SHOP, "web-bff", "orders").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(explain(SHOP, "Web Bff", "POST orders-api /orders").exitCode())
                .isEqualTo(ExitCode.BAD_INPUT);
    }
}

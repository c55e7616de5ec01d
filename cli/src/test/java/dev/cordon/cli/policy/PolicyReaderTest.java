package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.cli.yaml.YamlReader;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Flow;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TimeWindow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyReaderTest {

    private static final String START = """
            cordon: 1
            policy: shop
            issuers: { shop: { issuer: https://tokens.shop.example, services: all } }
            segments: { front: { trust: public }, back: { trust: internal } }
            services:
              web: { segment: front }
              orders: { segment: back, operations: [POST /orders, "GET /orders/{id}"] }
              stock: { segment: back, operations: ["GET /items/{item}"] }
            """;

    @TempDir
    private Path folder;

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> PolicyReader.read(folder.resolve("shop.yaml")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("there is no file `")
                .hasMessageEndingWith("shop.yaml`");
    }

    @Test
    void a_directory_is_no_policy() {
        assertThatThrownBy(() -> PolicyReader.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("` is a directory: name a file");
    }

    @Test
    void a_file_of_more_than_8_mib_is_refused_unread() throws IOException {
        String text = START + "# " + "x".repeat(YamlReader.LARGEST);

        assertThat(read(text).problems())
                .extracting(Problem::message)
                .containsExactly("the file is larger than 8 MiB: split the policy");
    }

    @Test
    void a_byte_order_mark_and_windows_line_ends_change_nothing() throws IOException {
        PolicyFile file = read("\uFEFF" + (START + "flows: [{ id: f, from: web, to: order }]\n").replace("\n", "\r\n"));

        assertThat(file.problems())
                .extracting(Problem::toString)
                .containsExactly(folder.resolve("policy.yaml")
                        + ":9:33: error: unknown service or segment `order`; did you mean `orders`?");
    }

    @Test
    void columns_count_characters_rather_than_bytes_or_surrogates() throws IOException {
        PolicyFile file = read("cordon: 1\npolicy: shop\n\"\uD83D\uDE00\": { a: &a 1, b: *b }\n");

        assertThat(file.problems().get(0).column()).isEqualTo(20);
    }

    @Test
    void an_alias_repeats_a_value() throws IOException {
        Policy policy = policy("""
                flows:
                  - { id: a, from: web, to: orders, when: { network: &office [10.0.0.0/8] } }
                  - { id: b, from: web, to: stock, when: { network: *office } }
                """);

        assertThat(policy.flows().get(1).when()).isEqualTo(policy.flows().get(0).when());
    }

    @Test
    void a_flow_names_operations_by_their_shape_and_gets_the_services_own() throws IOException {
        Policy policy = policy("flows: [{ id: f, from: web, to: orders, operations: ['GET /orders/{number}'] }]");

        assertThat(policy.flows().get(0).edge().operations()).hasToString("Listed[list=[GET /orders/{id}]]");
    }

    @Test
    void a_flow_to_a_segment_names_operations_of_any_of_its_services() throws IOException {
        Policy policy =
                policy("flows: [{ id: f, from: web, to: back, operations: ['GET /items/{id}', POST /orders] }]");

        assertThat(policy.flows().get(0).edge().operations())
                .hasToString("Listed[list=[GET /items/{item}, POST /orders]]");
    }

    @Test
    void operations_are_all_unless_listed() throws IOException {
        Policy policy =
                policy("flows: [{ id: f, from: web, to: orders }, { id: g, from: web, to: stock, operations: all }]");

        assertThat(policy.flows())
                .extracting(Flow::edge)
                .extracting(Edge::operations)
                .containsExactly(Operations.all(), Operations.all());
    }

    @Test
    void all_conditions_are_read() throws IOException {
        List<Condition> when = policy("""
                        flows:
                          - id: f
                            from: web
                            to: orders
                            when:
                              network: [10.20.0.0/16, "2001:db8::/32", 192.0.2.7]
                              environment: [production]
                              device: ["bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg0"]
                              time: [{ days: [fri-mon], from: "22:00", to: "06:00", zone: Europe/Berlin }]
                              mtls: required
                              max-token-age: 5m
                              claims:
                                tenant: { equals: shop }
                                level: { one-of: [1, true, "1"] }
                                amr: { contains: hwk }
                              subject: { issuer: shop, groups: [support] }
                        """).flows().get(0).when();

        assertThat(when).extracting(Condition::rank).containsExactly(0, 1, 2, 3, 4, 5, 6, 6, 6, 7);
        TimeWindow window = ((Condition.Time) when.get(3)).windows().get(0);
        assertThat(window.days()).hasToString("[MONDAY, FRIDAY, SATURDAY, SUNDAY]");
        assertThat(window.startMinute()).isEqualTo(1320);
        assertThat(window.endMinute()).isEqualTo(360);
        assertThat(when).contains(new Condition.MaxTokenAge(Duration.ofMinutes(5)));
        assertThat(when)
                .contains(new Condition.Claim(
                        "level",
                        new ClaimTest.OneOf(List.of(
                                new ClaimValue.Whole(1), new ClaimValue.Flag(true), new ClaimValue.Text("1")))));
    }

    @Test
    void a_forbid_may_name_a_trust_level() throws IOException {
        Policy policy = policy("forbids: [{ id: never, from: 'trust:public', to: orders, when: { mtls: required } }]");

        assertThat(policy.forbids().get(0).edge().from()).hasToString("trust:public");
    }

    @Test
    void a_forbid_with_a_condition_leaves_flows_alive() throws IOException {
        PolicyFile file = read(START + """
                flows: [{ id: f, from: web, to: orders }]
                forbids: [{ id: never, from: web, to: orders, when: { network: [10.0.0.0/8] } }]
                """);

        assertThat(file.problems()).isEmpty();
    }

    @Test
    void thumbprints_have_three_spellings_and_one_meaning() {
        String hex = "6f070ad1eb1cdc0082dc3076639ff9112b1713ca3d96d734e4ef3d8dd37e760d";
        String colons = hex.replaceAll("..(?!$)", "$0:").toUpperCase(java.util.Locale.ROOT);

        assertThat(Thumbprints.parse(hex))
                .isEqualTo(Thumbprints.parse(colons))
                .isEqualTo(Thumbprints.parse("bwcK0esc3ACC3DB2Y5_5ESsXE8o9ltc05O89jdN-dg0"))
                .isPresent();
    }

    @Test
    void a_reference_may_stand_before_what_it_names() throws IOException {
        PolicyFile file = read("flows: [{ id: f, from: web, to: orders }]\n" + START);

        assertThat(file.policy()).isPresent();
    }

    @Test
    void a_document_in_json_is_read_like_one_in_yaml() throws IOException {
        Files.writeString(folder.resolve("api.json"), """
                {
                \t"openapi": "3.0.3",
                \t"paths": {
                \t\t"/a": {
                \t\t\t"get": { "responses": { } },
                \t\t\t"trace": {}
                \t\t},
                \t\t"x-note": 1
                \t}
                }
                """);
        Policy policy = read(START + "  api: { segment: back, openapi: api.json }\n")
                .policy()
                .orElseThrow();

        assertThat(policy.services().get(3).operations()).hasToString("Optional[Listed[list=[GET /a, TRACE /a]]]");
    }

    @Test
    void problems_of_a_document_follow_those_of_the_policy() throws IOException {
        Files.writeString(folder.resolve("api.yaml"), "openapi: 3.0.3\npaths:\n  a: { get: {} }\n");
        PolicyFile file = read(START + "  api: { segment: bakc, openapi: api.yaml }\n");

        assertThat(file.problems())
                .extracting(problem -> problem.file().getFileName() + ":" + problem.line())
                .containsExactly("policy.yaml:9", "api.yaml:3");
    }

    private Policy policy(String rest) throws IOException {
        PolicyFile file = read(START + rest);
        assertThat(file.problems()).isEmpty();
        return file.policy().orElseThrow();
    }

    private PolicyFile read(String text) throws IOException {
        return PolicyReader.read(Files.write(folder.resolve("policy.yaml"), text.getBytes(StandardCharsets.UTF_8)));
    }
}

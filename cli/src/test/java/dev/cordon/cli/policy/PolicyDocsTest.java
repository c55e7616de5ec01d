package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.cli.yaml.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference of the policy language says what the reader does. */
final class PolicyDocsTest {

    private static final Path PAGE = Golden.ROOT.resolve("docs/policy.md");
    private static final String FENCE = "```";

    /** What fragments stand in: every name that they use. */
    private static final Map<String, String> SKELETON = skeleton();

    @TempDir
    private Path folder;

    /**
     * A fenced piece of YAML.
     *
     * @param kind the word after {@code yaml}: {@code policy}, {@code openapi}, or the key that it is the value of
     */
    record Snippet(String kind, String text) {}

    static List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        String[] parts = Golden.text(PAGE).split("\n" + FENCE, -1);
        for (int i = 1; i < parts.length; i += 2) {
            int end = parts[i].indexOf('\n');
            String info = parts[i].substring(0, end);
            snippets.add(new Snippet(info.replaceFirst("^yaml ?", ""), parts[i].substring(end + 1) + "\n"));
        }
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void every_snippet_is_right(Snippet snippet) throws IOException {
        // One is a comment for editors.
        String policy = snippet.kind().isEmpty() ? String.join("", SKELETON.values()) + snippet.text() : whole(snippet);
        PolicyFile file = PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), policy));

        assertThat(file.problems()).isEmpty();
        assertThat(file.policy()).isPresent();
    }

    @Test
    void the_policy_of_administration_is_right() throws IOException {
        String page = Golden.text(Golden.ROOT.resolve("docs/administration.md"));
        int from = page.indexOf("```yaml\n") + 8;
        String policy = "cordon: 1\npolicy: shop\n" + page.substring(from, page.indexOf("```", from));
        PolicyFile file = PolicyReader.read(Files.writeString(folder.resolve("policy.yaml"), policy));

        assertThat(file.problems()).isEmpty();
        assertThat(file.policy()).isPresent();
    }

    @Test
    void every_key_and_every_problem_is_in_the_reference() {
        String page = Golden.text(PAGE);
        String expected = page;
        for (Form.Block block : blocks(PolicyForms.POLICY).toList()) {
            expected = replaced(expected, "keys of " + block.title(), keys(block));
        }
        expected = replaced(expected, "problems", problems());
        if (Golden.UPDATE) {
            Golden.write(PAGE, expected);
        }

        assertThat(Golden.text(PAGE)).isEqualTo(expected);
    }

    private String whole(Snippet snippet) throws IOException {
        Map<String, String> parts = new LinkedHashMap<>(SKELETON);
        switch (snippet.kind()) {
            case "policy" -> {
                return snippet.text();
            }
            case "openapi" -> {
                Files.writeString(folder.resolve("api.yaml"), snippet.text());
                parts.merge("services", "  documented: { segment: ordering, openapi: api.yaml }\n", String::concat);
            }
            case "when" ->
                parts.merge(
                        "flows",
                        "  - id: conditional\n    from: ordering\n    to: payments-api\n    when:\n"
                                + snippet.text().indent(6),
                        String::concat);
            case "tests" -> parts.put("tests", "tests:\n" + snippet.text().indent(2));
            case "forbids", "flows", "issuers", "segments", "services", "enforcement-points" ->
                parts.put(snippet.kind(), replacing(snippet.kind(), snippet.text()));
            default -> throw new IllegalArgumentException("no snippet is a `" + snippet.kind() + "`");
        }
        return String.join("", parts.values());
    }

    /** The skeleton's section, without the entries of the names that the snippet has. */
    private static String replacing(String section, String text) {
        List<String> names = text.lines()
                .filter(line -> !line.startsWith(" "))
                .map(line -> line.replaceFirst("^- (\\{ )?id: ", "").replaceFirst("[:, ].*$", ""))
                .toList();
        return SKELETON.get(section)
                        .lines()
                        .filter(line -> names.stream()
                                .noneMatch(
                                        name -> line.contains("  " + name + ":") || line.contains("id: " + name + ",")))
                        .collect(Collectors.joining("\n", "", "\n"))
                + text.indent(2);
    }

    private static Map<String, String> skeleton() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("policy", "cordon: 1\npolicy: shop\n");
        parts.put("issuers", "issuers:\n  shop: { issuer: https://tokens.shop.example, services: all }\n");
        parts.put("segments", """
                segments:
                  storefront: { trust: public }
                  partners: { trust: partner }
                  ordering: { trust: internal }
                  payments: { trust: restricted, token: { bind: [mtls] } }
                """);
        parts.put("services", """
                services:
                  web-bff: { segment: storefront }
                  acme: { segment: partners }
                  gateway: { segment: ordering }
                  old-gateway: { segment: ordering }
                  orders-api: { segment: ordering, operations: [POST /orders] }
                  payments-api: { segment: payments, operations: [POST /charges, "GET /charges/{id}"] }
                """);
        parts.put(
                "enforcement-points",
                "enforcement-points:\n  legacy-edge: { service: old-gateway, vouches-for: [subject] }\n");
        parts.put("flows", "flows:\n  - { id: charge, from: ordering, to: payments-api }\n");
        parts.put("forbids", "forbids:\n  - { id: partners-never-touch-money, from: partners, to: payments }\n");
        parts.put("tests", "");
        return parts;
    }

    private static Stream<Form.Block> blocks(Form form) {
        if (form instanceof Form.Block block) {
            return Stream.concat(Stream.of(block), block.keys().stream().flatMap(key -> blocks(key.form())));
        } else if (form instanceof Form.Items items) {
            return blocks(items.item());
        } else if (form instanceof Form.Named named) {
            return blocks(named.value());
        }
        return form instanceof Form.Either either ? blocks(either.other()) : Stream.empty();
    }

    private static String keys(Form.Block block) {
        StringBuilder table = new StringBuilder("| key | value | meaning |\n| --- | --- | --- |\n");
        for (Form.Key key : block.keys()) {
            table.append("| `")
                    .append(key.name())
                    .append(key.required() ? "` (required) | " : "` | ")
                    .append(value(key.form()))
                    .append(" | ")
                    .append(key.meaning())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String value(Form form) {
        if (form instanceof Form.Text text) {
            return text.notation().words() + ": `" + text.notation().example() + "`";
        } else if (form instanceof Form.Items items) {
            return (items.mayBeEmpty() ? "list of: " : "list, not empty, of: ") + value(items.item());
        } else if (form instanceof Form.Either either) {
            return value(either.word()) + ", or " + value(either.other());
        }
        return form instanceof Form.Named named ? "mapping from names to " + named.entry() : form.described();
    }

    private static String problems() {
        return ProblemsTest.faults().stream()
                .map(fault -> "| " + (fault.isWarning() ? "warning" : "error") + " | "
                        + fault.template().replace(Fault.GAP, "…").replace("|", "\\|") + " |\n")
                .collect(Collectors.joining("", "| severity | message |\n| --- | --- |\n", ""));
    }

    private static String replaced(String page, String marker, String text) {
        String start = "<!-- " + marker + " -->\n";
        int from = page.indexOf(start);
        assertThat(from).as("the place of " + marker).isNotNegative();
        int end = page.indexOf("<!-- end -->", from);
        return page.substring(0, from + start.length()) + text + page.substring(end);
    }
}

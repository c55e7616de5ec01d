package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.cli.yaml.Findings;
import dev.cordon.cli.yaml.YamlNode;
import dev.cordon.cli.yaml.YamlReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class PolicySchemaTest {

    private static final Path DOCUMENTED = Golden.ROOT.resolve("docs/policy.schema.json");
    private static final Path SHIPPED =
            Golden.ROOT.resolve("cli/src/main/resources/dev/cordon/cli/policy/policy.schema.json");
    private static final Map<String, Object> SCHEMA = PolicySchema.of(PolicyForms.POLICY);

    @Test
    void the_schema_in_the_docs_and_in_the_jar_is_the_one_that_the_reader_checks() throws IOException {
        if (Golden.UPDATE) {
            Golden.write(DOCUMENTED, PolicySchema.json());
            Golden.write(SHIPPED, PolicySchema.json());
        }

        assertThat(Golden.text(DOCUMENTED)).isEqualTo(PolicySchema.json());
        assertThat(Golden.text(SHIPPED)).isEqualTo(PolicySchema.json());
        try (InputStream in = PolicyReader.class.getResourceAsStream("policy.schema.json")) {
            assertThat(in).isNotNull();
        }
    }

    @Test
    void the_shop_is_valid() throws IOException {
        assertThat(SchemaCheck.isValid(root(Golden.SHOP).orElseThrow(), SCHEMA)).isTrue();
    }

    /** Editors that know the schema must not mark what the reader takes. */
    @ParameterizedTest
    @MethodSource("dev.cordon.cli.policy.Golden#cases")
    void a_file_without_errors_is_valid(Path folder) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Optional<YamlNode> root = root(file);

        boolean right = PolicyReader.read(file).policy().isPresent();
        assertThat(!right || root.isPresent() && SchemaCheck.isValid(root.get(), SCHEMA))
                .isTrue();
    }

    /** What is wrong with a file's form is wrong for the schema, except for what JSON Schema can't say of YAML. */
    @Test
    void a_file_of_another_form_is_invalid() throws IOException {
        for (String wrong : List.of(
                "wrong-type",
                "list-instead-of-mapping",
                "number-instead-of-text",
                "empty-value",
                "one-value-instead-of-list",
                "empty-list",
                "unknown-key",
                "missing-key",
                "one-key-wanted",
                "unknown-word",
                "unknown-format",
                "claim-with-two-tests",
                "invalid-name",
                "duration",
                "operation",
                "rate",
                "expectation",
                "days")) {
            Optional<YamlNode> root = root(Golden.PROBLEMS.resolve(wrong).resolve("policy.yaml"));
            assertThat(SchemaCheck.isValid(root.orElseThrow(), SCHEMA))
                    .as(wrong)
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Notation.class)
    void the_example_of_a_notation_matches_its_pattern(Notation notation) {
        assertThat(Pattern.compile(notation.pattern())
                        .matcher(notation.example())
                        .find())
                .isTrue();
    }

    private static Optional<YamlNode> root(Path file) throws IOException {
        return YamlReader.read(Files.readAllBytes(file), "cordon: 1", new Findings());
    }

    @Test
    void the_schema_is_json_without_a_character_beyond_ascii() {
        assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(PolicySchema.json()))
                .isTrue();
    }
}

package dev.cordon.tests.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be seen in the modules' files without Terraform; {@code -Dcordon.rewrite=true} writes the tables anew. */
final class ModuleFilesTest {

    private static final Path TERRAFORM =
            Path.of(Objects.requireNonNull(System.getProperty("cordon.root")), "infra-terraform");
    private static final Path COMPOSITION = TERRAFORM.resolve("modules/aws");
    private static final String MARK = "<!-- Written by a test from variables.tf and outputs.tf. -->\n";

    /** What the composition words differently, since it means something else there. */
    private static final Set<String> OWN = Set.of("name", "bundle_keys", "tags");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aws",
                "aws/authorizer",
                "aws/state",
                "aws/observability",
                "aws/lifecycle",
                "aws/sender",
                "aws/tokens"
            })
    void a_readme_lists_inputs_and_outputs_as_the_files_have_them(String name) throws IOException {
        Path module = TERRAFORM.resolve("modules").resolve(name);
        Path readme = module.resolve("README.md");
        String text = Files.readString(readme);
        String written = text.substring(0, text.indexOf(MARK)) + MARK + "\n" + ModuleText.tables(module);
        if (Boolean.getBoolean("cordon.rewrite")) {
            Files.writeString(readme, written);
        }

        assertThat(readme).as("run this test with -Dcordon.rewrite=true").hasContent(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modules/aws",
                "modules/aws/authorizer",
                "modules/aws/state",
                "modules/aws/observability",
                "modules/aws/lifecycle",
                "modules/aws/sender",
                "modules/aws/tokens",
                "examples/aws-rest",
                "examples/aws-http",
                "examples/aws-websocket",
                "examples/aws-mutual-tls",
                "examples/aws-lifecycle",
                "examples/aws-sender"
            })
    void every_variable_has_a_type_a_description_and_no_null(String name) throws IOException {
        assertThat(ModuleText.variables(TERRAFORM.resolve(name))).isNotEmpty().allSatisfy((variable, attributes) -> {
            assertThat(attributes).as(variable).containsKey("type").containsEntry("nullable", "false");
            assertThat(attributes.get("description")).as(variable).matches("\".*\\.\"");
        });
        assertThat(ModuleText.outputs(TERRAFORM.resolve(name)))
                .isNotEmpty()
                .allSatisfy((output, attributes) ->
                        assertThat(attributes.get("description")).as(output).matches("\".*\\.\""));
    }

    @Test
    void files_are_named_for_what_they_hold() throws IOException {
        try (Stream<Path> files = Files.walk(TERRAFORM)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".tf")))
                    .isNotEmpty()
                    .allMatch(name -> name.matches("terraform\\.tf|variables\\.tf|outputs\\.tf|main\\.[a-z]+\\.tf"));
        }
    }

    @Test
    void what_the_composition_passes_on_it_words_as_the_module_does() throws IOException {
        Map<String, Map<String, String>> composed = ModuleText.variables(COMPOSITION);
        for (String module : List.of("authorizer", "state", "observability")) {
            ModuleText.variables(COMPOSITION.resolve(module)).forEach((name, attributes) -> {
                if (composed.containsKey(name) && !OWN.contains(name)) {
                    assertThat(composed.get(name)).as(name).isEqualTo(attributes);
                }
            });
        }
    }

    @Test
    void no_attribute_is_left_out_of_sight() throws IOException {
        for (Path file : terraformFiles()) {
            assertThat(file).content().doesNotContain("ignore_changes");
        }
    }

    @Test
    void a_wildcard_resource_has_its_reason_above_it() throws IOException {
        Pattern statement =
                Pattern.compile("(#[^\\n]*\\n)?\\s*Sid +=(?:(?!Sid).)*?\\n +Resource += [^\\n]*\\*", Pattern.DOTALL);
        int found = 0;
        for (Path file : terraformFiles()) {
            Matcher matcher = statement.matcher(Files.readString(file));
            while (matcher.find()) {
                found++;
                assertThat(matcher.group(0).contains("Deny") || matcher.group(1) != null)
                        .as(file + ": " + matcher.group(0))
                        .isTrue();
            }
        }
        assertThat(found).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws-rest", "aws-http", "aws-websocket", "aws-mutual-tls"})
    void an_api_of_ones_own_is_attached_by_three_lines_at_most(String example) throws IOException {
        List<String> lines = Files.readAllLines(
                TERRAFORM.resolve("examples").resolve(example).resolve("main.api.tf"));

        assertThat(lines.stream().filter(line -> line.endsWith("# Cordon"))).hasSizeBetween(1, 3);
        assertThat(lines.stream().filter(line -> line.contains("module.cordon") && !line.endsWith("# Cordon")))
                .isEmpty();
    }

    @Test
    void a_websocket_api_is_not_live_before_its_route_connect_is_guarded() throws IOException {
        String api = Files.readString(TERRAFORM.resolve("examples/aws-websocket/main.api.tf"));

        assertThat(api.substring(api.indexOf("resource \"aws_apigatewayv2_stage\"")))
                .contains("depends_on = [aws_apigatewayv2_route.connect]");
    }

    private static List<Path> terraformFiles() throws IOException {
        try (Stream<Path> files = Files.walk(TERRAFORM)) {
            return files.filter(file -> file.toString().endsWith(".tf")).toList();
        }
    }
}

package dev.cordon.tests.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The modules by themselves, with a mocked provider: what they make, and what they refuse. */
final class TerraformModulesIT {

    private static final Pattern MESSAGE = Pattern.compile("error_message = \"((?:[^\"\\\\]|\\\\.)*)\"");

    private static final Pattern HCL = Pattern.compile("```hcl\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private static Path temporary;

    @Test
    void every_file_is_formatted() throws Exception {
        Path copy = Terraform.copyTo(temporary.resolve("format"));

        new Terraform(copy, Map.of())
                .run("fmt", "-check", "-recursive", "-diff", "-no-color")
                .succeeded();
    }

    @Test
    void the_modules_are_valid_together() throws Exception {
        Path copy = Terraform.copyTo(temporary.resolve("valid"));

        new Terraform(copy.resolve("modules/aws"), Map.of())
                .init()
                .run("validate", "-no-color")
                .succeeded();
    }

    @Test
    void the_control_plane_stands_on_the_authorizers_state_as_its_page_shows() throws Exception {
        Path copy = Terraform.copyTo(temporary.resolve("page"));
        String page =
                Files.readString(Path.of(System.getProperty("cordon.root")).resolve("docs/aws-lifecycle.md"));
        String shown = HCL.matcher(page).results().map(block -> block.group(1)).collect(Collectors.joining("\n"));
        assertThat(shown).contains("/lifecycle\"", "/sender\"", "/tokens\"");
        Files.writeString(
                copy.resolve("main.page.tf"),
                shown.replace("./infra-terraform/", "./")
                        + "module \"cordon\" {\n  source = \"./modules/aws\"\n  name = \"shop\"\n  kind = \"http-2.0\"\n"
                        + "  policy = \"shop\"\n  environment = \"production\"\n  package = \"cordon-authorizer.jar\"\n"
                        + "  apis = {}\n}\n");

        new Terraform(copy, Map.of()).init().run("validate", "-no-color").succeeded();
    }

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
    void a_module_makes_what_its_tests_say_and_refuses_with_each_of_its_messages(String name) throws Exception {
        Path module = Terraform.copyTo(temporary.resolve(name.replace('/', '-')))
                .resolve("modules")
                .resolve(name);

        MockedTest test = MockedTest.of(new Terraform(module, Map.of()));

        assertThat(test.runs()).as(String.join("\n", test.messages())).allSatisfy((run, status) -> {
            boolean refused = run.startsWith("tests/" + MockedTest.REFUSED);
            assertThat(status).as(run).isIn(refused ? List.of("fail", "error") : List.of("pass"));
        });
        assertThat(messages(module))
                .allSatisfy(message -> assertThat(test.messages())
                        .as("no run of refusals.tftest.hcl meets the message")
                        .anySatisfy(seen -> assertThat(seen).startsWith(message)));
    }

    private static List<String> messages(Path module) throws IOException {
        List<String> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(module)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".tf")).toList()) {
                Matcher matcher = MESSAGE.matcher(Files.readString(file));
                while (matcher.find()) {
                    messages.add(matcher.group(1).replace("\\\"", "\""));
                }
            }
        }
        assertThat(messages).isNotEmpty();
        return messages;
    }
}

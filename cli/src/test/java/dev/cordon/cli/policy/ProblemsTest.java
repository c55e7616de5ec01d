package dev.cordon.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.cli.openapi.OpenApiFault;
import dev.cordon.cli.yaml.Fault;
import dev.cordon.cli.yaml.YamlFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every problem that a policy file can have, as a file that has it and what its author is told. */
final class ProblemsTest {

    static List<Path> cases() {
        return Golden.cases();
    }

    /** All kinds of problems there are. */
    static List<Fault> faults() {
        return Stream.<Fault[]>of(
                        YamlFault.values(),
                        FormFault.values(),
                        PolicyFault.values(),
                        RuleFault.values(),
                        OpenApiFault.values())
                .flatMap(Arrays::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_author_is_told(Path folder) {
        String report = Golden.report(folder.resolve("policy.yaml"));
        Path expected = folder.resolve("expected.txt");
        if (Golden.UPDATE) {
            Golden.write(expected, report);
        }

        assertThat(report).isEqualTo(Golden.text(expected)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void there_is_a_policy_exactly_where_no_problem_is_an_error(Path folder) {
        PolicyFile file = Golden.read(folder.resolve("policy.yaml"));

        boolean wrong = file.problems().stream().anyMatch(one -> one.severity() == Problem.Severity.ERROR);
        assertThat(file.policy().isEmpty()).isEqualTo(wrong);
    }

    @Test
    void every_kind_of_problem_has_an_example() {
        List<String> told = new ArrayList<>();
        Golden.cases()
                .forEach(folder -> told.addAll(
                        Golden.text(folder.resolve("expected.txt")).lines().toList()));

        // One file is too large to keep; SourceFileTest makes it.
        List<Fault> untold = faults().stream()
                .filter(fault -> fault != YamlFault.FILE_TOO_LARGE)
                .filter(fault -> told.stream().noneMatch(pattern(fault).asMatchPredicate()))
                .toList();
        assertThat(untold).isEmpty();
    }

    @Test
    void no_two_kinds_of_problems_have_one_name_or_sentence() {
        assertThat(faults()).extracting(Fault::name).doesNotHaveDuplicates();
        assertThat(faults()).extracting(Fault::template).doesNotHaveDuplicates();
    }

    @Test
    void messages_are_one_line_without_our_types_and_name_their_place() {
        for (Path folder : Golden.cases()) {
            assertThat(Files.exists(folder.resolve("expected.txt"))).isTrue();
            assertThat(Golden.text(folder.resolve("expected.txt")).lines())
                    .allSatisfy(line -> assertThat(line)
                            .matches("[a-zA-Z./]+:[0-9]+:[0-9]+: (error|warning): .+")
                            .doesNotContain("Exception", "java.", "dev.cordon", "Optional", "null,")
                            .matches(
                                    text -> text.chars().filter(c -> c == '`').count() % 2 == 0,
                                    "has its backticks in pairs"));
        }
    }

    private static Pattern pattern(Fault fault) {
        String[] parts = fault.template().split(Pattern.quote(Fault.GAP), -1);
        String message =
                String.join(".*", Arrays.stream(parts).map(Pattern::quote).toList());
        String severity = fault.isWarning() ? "warning" : "error";
        return Pattern.compile("[^:]+:[0-9]+:[0-9]+: " + severity + ": " + message);
    }
}

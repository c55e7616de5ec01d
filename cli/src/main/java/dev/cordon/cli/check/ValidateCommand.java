package dev.cordon.cli.check;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.PolicyFiles;
import dev.cordon.cli.policy.PolicyFile;
import dev.cordon.cli.policy.Problem;
import dev.cordon.document.Json;
import dev.cordon.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon validate}: is this policy right, and if not, what is wrong where? */
@Command(
        name = "validate",
        description = "Check a policy file; report everything that is wrong with it, with file, line and column.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon validate shop.yaml",
            "  cordon validate --strict --json shop.yaml",
            "",
            "Exit codes: 0 valid; 1 warnings, with --strict; 2 errors"
        })
public final class ValidateCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the policy (YAML)")
    private Path file = Path.of("policy.yaml");

    @Option(names = "--strict", description = "count warnings as a failure")
    private boolean strict;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public ValidateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        PolicyFile read = PolicyFiles.read(file);
        if (json) {
            console.out().println(asJson(read));
        } else {
            read.problems().forEach(problem -> console.out().println(coloured(problem)));
            console.out()
                    .println(read.policy()
                            .map(this::summary)
                            .orElseGet(() -> console.bad("not valid") + ": " + errors(read) + " errors"));
        }
        if (read.policy().isEmpty()) {
            return ExitCode.BAD_INPUT;
        }
        return strict && !read.problems().isEmpty() ? ExitCode.NO : ExitCode.YES;
    }

    private String coloured(Problem problem) {
        String line = problem.toString();
        return problem.severity() == Problem.Severity.ERROR ? console.bad(line) : console.warning(line);
    }

    private static long errors(PolicyFile read) {
        return read.problems().stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
    }

    private String summary(Policy policy) {
        return console.good("valid") + ": policy `" + policy.name() + "`, "
                + policy.segments().size() + " segments, "
                + policy.services().size() + " services, "
                + policy.flows().size() + " flows, "
                + policy.forbids().size() + " forbids";
    }

    private static Json asJson(PolicyFile read) {
        List<Json> problems = read.problems().stream()
                .<Json>map(problem -> Json.object()
                        .put("file", problem.file().toString())
                        .put("line", problem.line())
                        .put("column", problem.column())
                        .put("severity", problem.severity().toString())
                        .put("message", problem.message())
                        .build())
                .toList();
        return Json.object()
                .put("valid", read.policy().isPresent())
                .put("problems", Json.array(problems))
                .build();
    }
}

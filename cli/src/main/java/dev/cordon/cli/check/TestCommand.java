package dev.cordon.cli.check;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.PolicyFiles;
import dev.cordon.cli.policy.PolicyFile;
import dev.cordon.decision.TraceLine;
import dev.cordon.document.Json;
import dev.cordon.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon test}: does the policy do what its own tests say? */
@Command(
        name = "test",
        description = "Run the tests that a policy carries, and say which flows and forbids they reach.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon test shop.yaml",
            "  cordon test --environment staging --require-coverage shop.yaml",
            "",
            "Exit codes: 0 all pass; 1 some fail, or something is not covered with --require-coverage"
        })
public final class TestCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "FILE", description = "the policy (YAML)")
    private Path file = Path.of("policy.yaml");

    @Option(names = "--environment", paramLabel = "NAME", description = "enforce in this one (default: the first)")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--require-coverage", description = "fail where a flow or forbid is reached by no test")
    private boolean requireCoverage;

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public TestCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        PolicyFile read = PolicyFiles.valid(console, file);
        Policy policy = read.policy().orElseThrow();
        TestRun run = TestRun.of(console, policy, read.tests(), PolicyFiles.environment(policy, environment));
        if (json) {
            console.out().println(asJson(run));
        } else {
            run.outcomes().forEach(this::print);
            summary(run);
        }
        boolean covered =
                run.uncoveredFlows().isEmpty() && run.uncoveredForbids().isEmpty();
        return run.failures() > 0 || requireCoverage && !covered ? ExitCode.NO : ExitCode.YES;
    }

    private void print(TestRun.Outcome outcome) {
        String mark = outcome.passed() ? console.good("pass") : console.bad("FAIL");
        console.out().println(mark + "  " + outcome.test().name());
        if (!outcome.passed()) {
            console.out()
                    .println("      " + file + ":" + outcome.test().line() + ": expected "
                            + outcome.test().expect() + ", got " + TestRun.got(outcome.judgement()));
            for (TraceLine found : outcome.judgement().trace()) {
                console.out().printf("      %-11s %s%n", found.step().name().toLowerCase(Locale.ROOT), found.finding());
            }
        }
    }

    private void summary(TestRun run) {
        int all = run.outcomes().size();
        String line = (all - run.failures()) + " of " + all + " tests pass";
        console.out().println(run.failures() == 0 ? console.good(line) : console.bad(line));
        coverage("flows", run.policy().flows().size(), run.uncoveredFlows());
        coverage("forbids", run.policy().forbids().size(), run.uncoveredForbids());
    }

    private void coverage(String what, int all, List<String> missing) {
        String line = (all - missing.size()) + " of " + all + " " + what + " covered";
        console.out()
                .println(
                        missing.isEmpty()
                                ? console.good(line)
                                : console.warning(line + "; no test reaches " + String.join(", ", missing)));
    }

    private static Json asJson(TestRun run) {
        List<Json> tests = run.outcomes().stream()
                .<Json>map(outcome -> Json.object()
                        .put("name", outcome.test().name())
                        .put("line", outcome.test().line())
                        .put("passed", outcome.passed())
                        .put("expected", outcome.test().expect().toString())
                        .put("got", TestRun.got(outcome.judgement()))
                        .build())
                .toList();
        return Json.object()
                .put("tests", Json.array(tests))
                .put("passed", run.outcomes().size() - run.failures())
                .put("failed", run.failures())
                .put("uncoveredFlows", Json.texts(run.uncoveredFlows()))
                .put("uncoveredForbids", Json.texts(run.uncoveredForbids()))
                .build();
    }
}

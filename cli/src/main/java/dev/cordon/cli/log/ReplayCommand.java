package dev.cordon.cli.log;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon replay}: decides every line of a decision log again. */
@Command(
        name = "replay",
        description = {
            "Decide every line of a decision log again, by the bundle that it was decided by.",
            "That a token verified, and what was revoked, is taken from the line; all else is decided anew."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon replay decisions.log --bundles published/",
            "  zcat decisions.log.gz | cordon replay - --bundles published/ --json",
            "",
            "Exit codes: 0 every answer is the same; 1 an answer differs; 2 a line can't be read or its bundle is missing"
        })
public final class ReplayCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "LOG", description = "the decision log; - for standard input")
    private Path log = Path.of("");

    @Option(
            names = "--bundles",
            paramLabel = "DIR",
            required = true,
            description = "the bundles that were in use: a folder, with all folders in it")
    private Path bundles = Path.of("");

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    /** A command on that console. */
    public ReplayCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        BundleFolder folder = BundleFolder.of(bundles);
        ReplayReport report = new ReplayReport(console, bundles, json);
        new LogFile(console, log).read(new ReplayRun(folder, report));
        report.end();
        return report.exitCode();
    }
}

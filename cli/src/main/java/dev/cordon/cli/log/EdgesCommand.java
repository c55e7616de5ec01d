package dev.cordon.cli.log;

import dev.cordon.analysis.EdgeSummary;
import dev.cordon.analysis.UnreadableLineException;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.InputFiles;
import dev.cordon.document.Bundle;
import dev.cordon.document.BundleRefusedException;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.PolicyCodec;
import dev.cordon.document.UnverifiedBundle;
import dev.cordon.policy.Policy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon edges}: who called what, by a decision log. */
@Command(
        name = "edges",
        description =
                "Sum up who called what: allowed, denied by reason; and with a bundle the flows that were never used and the operations that were never called.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon edges decisions.log",
            "  cordon edges decisions.log --bundle shop.bundle --json",
            "",
            "Exit codes: 0 done; 2 a line can't be read: the rest is summed up"
        })
public final class EdgesCommand implements Callable<Integer> {

    private static final int MOST_NAMED = 10;

    private final Console console;

    @Parameters(paramLabel = "LOG", description = "the decision log; - for standard input")
    private Path log = Path.of("");

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "the bundle whose flows and operations are looked for; its signature is not checked")
    private Optional<Path> bundle = Optional.empty();

    @Option(names = "--json", description = "answer in JSON")
    private boolean json;

    private long unreadable;

    /** A command on that console. */
    public EdgesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Optional<Looked> wanted = bundle.isPresent() ? Optional.of(looked(bundle.get())) : Optional.empty();
        EdgeSummary summary = new EdgeSummary();
        new LogFile(console, log).read((number, text) -> take(summary, number, text));
        EdgeTable table = new EdgeTable(
                console,
                summary,
                wanted.map(by -> new EdgeTable.Unused(
                        summary.neverUsed(by.policy(), by.environment()),
                        summary.neverCalled(by.policy(), by.environment()))));
        if (json) {
            console.out().println(table.asJson(unreadable).toCanonical());
        } else {
            table.print();
        }
        return unreadable > 0 ? ExitCode.BAD_INPUT : ExitCode.YES;
    }

    private void take(EdgeSummary summary, long number, String text) {
        try {
            summary.add(text);
        } catch (UnreadableLineException e) {
            unreadable++;
            if (unreadable <= MOST_NAMED) {
                console.err().println(console.warning("line " + number + " is unreadable: it " + e.getMessage()));
            } else if (unreadable == MOST_NAMED + 1) {
                console.err().println(console.warning("more lines are unreadable"));
            }
        }
    }

    private record Looked(Policy policy, String environment) {}

    private static Looked looked(Path file) throws CommandException {
        try {
            UnverifiedBundle read = UnverifiedBundle.read(InputFiles.bytes("bundle", file, Bundle.LARGEST));
            String environment = read.claimedHeader().edition().environment().text();
            return new Looked(PolicyCodec.decode(read.claimedContent()), environment);
        } catch (BundleRefusedException | InvalidDocumentException e) {
            throw CommandException.badInput("bundle `" + file + "`: " + e.getMessage());
        }
    }
}

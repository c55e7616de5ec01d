package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon quarantine end}: a zone is open again. */
@Command(
        name = "end",
        description =
                "End quarantines of a segment or service now: all of them, unless `--ends` names one. What was issued before stays dead: its services need new credentials.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon quarantine end --store shop.store --segment payments --reason \"the key was replaced\"",
            "",
            "Exit codes: 0 done; 1 it is in no quarantine; 2 bad usage or input; 3 the store can't be written"
        })
final class EndQuarantineCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ReleaseOption release = new ReleaseOption();

    EndQuarantineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        return release.ask(console, "quarantines/end", "; what it was issued before stays dead");
    }
}

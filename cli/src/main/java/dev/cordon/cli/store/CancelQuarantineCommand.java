package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon quarantine cancel}: a quarantine that was a mistake. */
@Command(
        name = "cancel",
        description =
                "Take quarantines of a segment or service back, as if they had never been: what was issued before is good again. All of them, unless `--ends` names one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon quarantine cancel --store shop.store --segment payments --reason \"meant payments-test\"",
            "",
            "Exit codes: 0 done; 1 it is in no quarantine; 2 bad usage or input; 3 the store can't be written"
        })
final class CancelQuarantineCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final ReleaseOption release = new ReleaseOption();

    CancelQuarantineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        return release.ask(console, "quarantines/cancel", ", as if it had never been in it");
    }
}

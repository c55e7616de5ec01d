package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon quarantine cancel}: a quarantine that was a mistake. */
@Command(
        name = "cancel",
        description =
                "Take the quarantines of a segment or service back, as if they had never been: what was issued before is good again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon quarantine cancel --store shop.store --segment payments --reason \"meant payments-test\"",
            "",
            "Exit codes: 0 done; 1 it is in no quarantine; 2 bad usage or input;" + " 3 the store can't be written"
        })
final class CancelQuarantineCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Mixin
    private final ZoneOption zone = new ZoneOption();

    @Option(
            names = "--ends",
            paramLabel = "TIME",
            description = "of several quarantines the one that ends then, as `quarantine list` shows it")
    private Optional<String> ends = Optional.empty();

    CancelQuarantineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Json.Members done =
                    access.ask("quarantines/cancel", zone.arguments().put("ends", ends.map(Json::of)));
            console.out()
                    .println(
                            admin.json()
                                    ? done.toCanonical()
                                    : zone.text() + " is out of quarantine, as if it had never been in it");
        }
        return ExitCode.YES;
    }
}

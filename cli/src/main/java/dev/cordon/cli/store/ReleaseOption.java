package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which quarantines no longer hold, and where that is asked. */
final class ReleaseOption {

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Mixin
    private final ZoneOption zone = new ZoneOption();

    @Option(
            names = "--ends",
            paramLabel = "TIME",
            description = "of several quarantines the one that ends then, as `quarantine list` shows it")
    private Optional<String> ends = Optional.empty();

    /**
     * Asks for it, and prints what came of it.
     *
     * @param operation what is asked
     * @param outcome what follows from it for what was issued before
     */
    int ask(Console console, String operation, String outcome) throws CommandException {
        try (StoreAccess access = admin.open(console)) {
            Json.Members done = access.ask(operation, zone.arguments().put("ends", ends.map(Json::of)));
            console.out().println(admin.json() ? done.toCanonical() : zone.text() + " is out of quarantine" + outcome);
        }
        return ExitCode.YES;
    }
}

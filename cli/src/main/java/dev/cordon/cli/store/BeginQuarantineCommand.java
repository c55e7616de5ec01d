package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon quarantine begin}: cuts a zone off. */
@Command(
        name = "begin",
        description = {
            "Cut a segment or a service off, at once. Enforcement points deny from their next refresh on, and nothing is"
                    + " issued for it or to it.",
            "It ends by itself. What was issued before its end stays dead: closed outbound, tokens, API keys and"
                    + " credentials of its services; closed inbound, tokens and API keys for them."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon quarantine begin --store shop.store --segment payments --for 2h --reason \"a key was found\"",
            "  cordon quarantine begin --store shop.store --service web-bff --direction outbound \\",
            "      --for 30m --reason \"scans other services\"",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be" + " written"
        })
final class BeginQuarantineCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final AdminOption admin = new AdminOption();

    @Mixin
    private final ZoneOption zone = new ZoneOption();

    @Option(
            names = "--direction",
            paramLabel = "WHICH",
            description = "which calls end: both, inbound (those to it) or outbound (those by it) (default: both)")
    private String direction = "both";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            required = true,
            description = "when it ends by itself: in such as 2h, or an instant; up to 366 days")
    private String end = "";

    BeginQuarantineCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        JsonObjectBuilder arguments = zone.arguments()
                .put("direction", direction)
                .put("until", Moments.future(console, "--for", end).toString());
        try (StoreAccess access = admin.open(console)) {
            Json.Members begun = access.ask("quarantines/begin", arguments);
            String until = Answers.items(begun, "quarantines").stream()
                    .map(one -> Answers.shown(one, "ends"))
                    .findFirst()
                    .orElse("-");
            console.out()
                    .println(admin.json() ? begun.toCanonical() : zone.text() + " is in quarantine until " + until);
        }
        return ExitCode.YES;
    }
}

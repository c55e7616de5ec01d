package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon api-keys issue}: a new key for one flow. */
@Command(
        name = "issue",
        description = {
            "Make an API key for one flow of the policy that accepts API keys, no wider than the flow. The service"
                    + " makes it by the policy that it has in use, so `cordon serve` must run with this store.",
            "The key is printed on standard output alone, and never shown again: only its hash is kept."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon api-keys issue --store shop.store --from acme --to orders-api --flow partner-orders"
                    + " --owner 'partners team' --expires 90d > acme.key",
            "  cordon api-keys issue --store shop.store --from acme --to orders-api --flow partner-orders"
                    + " --owner 'partners team' --expires 90d --scope orders.write --network 203.0.113.0/24"
                    + " --window 'mon-fri 08:00-18:00 Europe/Berlin' > acme.key",
            "",
            "Exit codes: 0 made; 1 the policy does not allow it; 2 bad usage or input, or the service does not run;"
                    + " 3 it could not be made or kept"
        })
final class IssueApiKeyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--from",
            paramLabel = "NAME",
            required = true,
            description = "the partner who will call with it, by its policy name")
    private String caller = "";

    @Option(
            names = "--to",
            paramLabel = "NAME",
            required = true,
            description = "the service that will be called, by its policy name")
    private String target = "";

    @Option(names = "--flow", paramLabel = "ID", required = true, description = "what for: a flow with tokens: api-key")
    private String flow = "";

    @Option(names = "--owner", paramLabel = "NAME", required = true, description = "the team or person that answers")
    private String owner = "";

    @Option(
            names = "--expires",
            paramLabel = "TIME",
            required = true,
            description = "in how long it ends, such as 90d, or an instant; 366 days at most")
    private String expires = "";

    @Option(
            names = "--scope",
            paramLabel = "SCOPE",
            description = "one of the flow's scopes; may be repeated (default: all of them)")
    private List<String> scopes = new ArrayList<>();

    @Option(names = "--network", paramLabel = "CIDR", description = "from where alone; may be repeated")
    private List<String> networks = new ArrayList<>();

    @Option(
            names = "--window",
            paramLabel = "WINDOW",
            description = "when alone, such as 'mon-fri 08:00-18:00 Europe/Berlin'; may be repeated")
    private List<String> windows = new ArrayList<>();

    IssueApiKeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        JsonObjectBuilder arguments = Json.object()
                .put("caller", caller)
                .put("target", target)
                .put("purpose", flow)
                .put("owner", owner)
                .put("expires", Moments.future(console, "--expires", expires).toString())
                .put("scopes", Json.texts(scopes))
                .put("networks", Json.texts(networks))
                .put("windows", Json.texts(windows));
        try (StoreAccess access = store.open(console)) {
            Json.Members issued = access.ask("api-keys/issue", arguments);
            if (store.json()) {
                console.out().println(issued.toCanonical());
            } else {
                Answers.text(issued, "key").ifPresent(console.out()::println);
                console.err()
                        .println("made API key `" + Answers.shown(issued, "id") + "` from `" + caller + "` to `"
                                + target + "` for flow `" + flow + "`, until " + Answers.shown(issued, "expires"));
            }
        }
        return ExitCode.YES;
    }
}

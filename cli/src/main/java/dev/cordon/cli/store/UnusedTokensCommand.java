package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cordon tokens unused}: what nobody needs. */
@Command(
        name = "unused",
        description =
                "List what is still good, was handed out before a time, and has not been used since: what could be"
                        + " taken away.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon tokens unused --store shop.store --since 30d",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class UnusedTokensCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            required = true,
            description = "how long ago, such as 30d, or an instant")
    private String since = "";

    @Option(names = "--service", paramLabel = "NAME", description = "only those of this service, as caller")
    private Optional<String> caller = Optional.empty();

    @Mixin
    private final Listing listing = new Listing();

    UnusedTokensCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        Instant from = Moments.past(console, "--since", since);
        try (StoreAccess access = store.open(console)) {
            Listing.Found found = listing.read(
                    access,
                    "tokens/unused",
                    "tokens",
                    () -> Json.object().put("since", from.toString()).put("caller", caller.map(Json::of)));
            TokenTable.print(console, store.json(), found);
        }
        return ExitCode.YES;
    }
}

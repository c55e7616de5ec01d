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

/** {@code cordon tokens list}: all that was handed out. */
@Command(
        name = "list",
        description =
                "List what was handed out: for whom, for what, until when, who answers for it, and how it was used.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon tokens list --store shop.store",
            "  cordon tokens list --store shop.store --service orders-api --json",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class ListTokensCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--service", paramLabel = "NAME", description = "only those of this service, as caller")
    private Optional<String> caller = Optional.empty();

    @Mixin
    private final Listing listing = new Listing();

    ListTokensCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Listing.Found found = listing.read(
                    access, "tokens/list", "tokens", () -> Json.object().put("caller", caller.map(Json::of)));
            TokenTable.print(console, store.json(), found);
        }
        return ExitCode.YES;
    }
}

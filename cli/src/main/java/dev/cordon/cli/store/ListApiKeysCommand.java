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

/** {@code cordon api-keys list}: the partners' keys. */
@Command(
        name = "list",
        description = "List the API keys: for whom, for what, until when, who answers for each, and how it was used.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  cordon api-keys list --store shop.store",
            "  cordon api-keys list --store shop.store --service acme --json",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store can't be read"
        })
final class ListApiKeysCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Option(names = "--service", paramLabel = "NAME", description = "only those of this partner, as caller")
    private Optional<String> caller = Optional.empty();

    @Mixin
    private final Listing listing = new Listing();

    ListApiKeysCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Listing.Found found = listing.read(
                    access, "api-keys/list", "apiKeys", () -> Json.object().put("caller", caller.map(Json::of)));
            if (store.json()) {
                console.out().println(Listing.json("apiKeys", found).toCanonical());
                return ExitCode.YES;
            }
            Table table =
                    new Table("ID", "CALLER", "TARGET", "PURPOSE", "OWNER", "EXPIRES", "STATE", "LAST USED", "USES");
            for (Json.Members key : found.items()) {
                table.add(
                        Answers.shown(key, "id"),
                        Answers.shown(key, "caller"),
                        Answers.shown(key, "target"),
                        Answers.shown(key, "purpose"),
                        Answers.shown(key, "owner"),
                        Answers.shown(key, "expires"),
                        Answers.shown(key, "state"),
                        Answers.shown(key, "lastUsed"),
                        Long.toString(Answers.uses(key)));
            }
            Listing.print(console, table, found);
        }
        return ExitCode.YES;
    }
}

package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cordon api-keys show}: one key. */
@Command(
        name = "show",
        description = "Show all that is kept of one API key but its hash, with how often it was used for which"
                + " operation.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon api-keys show --store shop.store ak-5a1f0c9e5a1f0c9e5a1f0c9e",
            "",
            "Exit codes: 0 it is there; 1 it is not; 2 bad usage or input; 3 the store can't be read"
        })
final class ShowApiKeyCommand implements Callable<Integer> {

    private static final List<String> MEMBERS = List.of(
            "id",
            "caller",
            "target",
            "purpose",
            "scopes",
            "environment",
            "networks",
            "windows",
            "owner",
            "created",
            "expires",
            "revoked",
            "state",
            "firstUsed",
            "lastUsed");

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", description = "the key's public part, as it is listed")
    private String id = "";

    ShowApiKeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Json.Members answer = access.ask("api-keys/show", Json.object().put("id", id));
            if (answer.find("apiKey").orElse(new Json.Null()) instanceof Json.Members key) {
                if (store.json()) {
                    console.out().println(key.toCanonical());
                } else {
                    Sheet.print(console, key, MEMBERS);
                }
                return ExitCode.YES;
            }
        }
        throw CommandException.refused("there is no API key `" + Table.plain(id)
                + "`: there never was, or it ended more than 90 days ago; list them");
    }
}

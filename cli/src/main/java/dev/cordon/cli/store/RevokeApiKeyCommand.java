package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cordon api-keys revoke}: the end of a key. */
@Command(
        name = "revoke",
        description = "Revoke an API key, for good. Enforcement points deny calls with it from their next refresh on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon api-keys revoke --store shop.store ak-5a1f0c9e5a1f0c9e5a1f0c9e",
            "",
            "Exit codes: 0 revoked; 2 bad usage or input, such as an id that no key has; 3 the store can't be written"
        })
final class RevokeApiKeyCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", description = "the key's public part, as it is listed")
    private String id = "";

    RevokeApiKeyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Json.Members revoked = access.ask("api-keys/revoke", Json.object().put("id", id));
            console.out()
                    .println(
                            store.json()
                                    ? revoked.toCanonical()
                                    : "revoked API key `" + Answers.shown(revoked, "id") + "`");
        }
        return ExitCode.YES;
    }
}

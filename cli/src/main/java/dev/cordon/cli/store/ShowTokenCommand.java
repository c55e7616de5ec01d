package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code cordon tokens show}: one thing that was handed out. */
@Command(
        name = "show",
        description = "Show one token or key by its id, with how often it was used for which operation.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon tokens show --store shop.store 5a1f0c9e",
            "",
            "Exit codes: 0 it is there; 1 it is not; 2 bad usage or input; 3 the store can't be read"
        })
final class ShowTokenCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "ID", description = "the `jti` of a token, or the public part of a key")
    private String id = "";

    ShowTokenCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        try (StoreAccess access = store.open(console)) {
            Json.Members answer = access.ask("tokens/show", Json.object().put("id", id));
            if (answer.find("token").orElse(new Json.Null()) instanceof Json.Members token) {
                if (store.json()) {
                    console.out().println(token.toCanonical());
                } else {
                    TokenTable.print(console, token);
                }
                return ExitCode.YES;
            }
        }
        throw CommandException.refused(
                "the ledger has no `" + Table.plain(id) + "`: it never had, or it has forgotten" + " what is over");
    }
}

package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.mesh.store.StoreCopies;
import dev.cordon.mesh.store.StoreRefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cordon store restore}: a copy comes back. */
@Command(
        name = "restore",
        description =
                "Put a copy in the store's place while the service is stopped. What happened since the copy was made"
                        + " is undone. A new epoch begins: every token issued until now is refused.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon store restore shop.backup --store shop.store --replace",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the copy is not whole, or the store is in use or can't be"
                    + " written"
        })
final class RestoreCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "COPY", description = "what `cordon store backup` wrote")
    private Path copy = Path.of("");

    @Option(names = "--replace", description = "lose the store that is there")
    private boolean replace;

    RestoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        if (!Files.exists(copy)) {
            throw CommandException.badInput("backup `" + copy + "` does not exist");
        }
        if (Files.exists(store.file()) && !replace) {
            throw CommandException.badInput("store `" + store.file() + "` exists: add `--replace` if it may be lost");
        }
        try {
            StoreCopies.Restored restored = StoreCopies.restore(
                    copy, store.file(), replace, console.clock().instant());
            console.out()
                    .println(
                            store.json()
                                    ? CopyText.json(restored.whole())
                                            .put("undone", restored.undone())
                                            .build()
                                            .toCanonical()
                                    : "restored: " + CopyText.of(restored.whole()));
            warn(restored);
            return ExitCode.YES;
        } catch (StoreRefusedException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }

    private void warn(StoreCopies.Restored restored) {
        String undone = restored.before().isEmpty()
                ? "what happened since the copy was made is undone"
                : restored.undone() + " commits since the copy was made are undone";
        console.err()
                .println(
                        console.bad(
                                "WARNING: " + undone + ": credentials, API keys, services and keys that were REVOKED"
                                        + " since then are good again, and quarantines forgotten; every token issued until now is refused"));
        console.err()
                .println("before you start the service: revoke again what was revoked (`cordon credentials revoke`,"
                        + " `cordon api-keys revoke`, `cordon revoke`, `cordon quarantine begin`)");
    }
}

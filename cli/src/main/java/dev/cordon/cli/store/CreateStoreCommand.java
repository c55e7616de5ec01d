package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.document.Json;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.mesh.store.StoreRefusedException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cordon store create}: an empty store. */
@Command(
        name = "create",
        description =
                "Make an empty store, for its owner alone. The service makes one, too, where there never was one.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon store create --store shop.store",
            "",
            "Exit codes: 0 made; 2 bad usage or input; 3 it can't be written"
        })
final class CreateStoreCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    CreateStoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        if (Files.exists(store.file())) {
            throw CommandException.badInput("`" + store.file() + "` exists; stores are never overwritten");
        }
        try {
            EmbeddedStore.openWithoutMasterKey(store.file(), console.clock()).close();
        } catch (StoreRefusedException e) {
            throw CommandException.couldNot(e.getMessage());
        }
        console.out()
                .println(
                        store.json()
                                ? Json.object().put("created", true).build().toCanonical()
                                : "made store `" + store.file() + "`");
        return ExitCode.YES;
    }
}

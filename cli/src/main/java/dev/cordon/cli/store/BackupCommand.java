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
import picocli.CommandLine.Parameters;

/** {@code cordon store backup}: a copy. */
@Command(
        name = "backup",
        description =
                "Copy a store while the service is stopped. The copy counts once it is on the disk and was read whole.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  cordon store backup shop.backup --store shop.store",
            "",
            "Exit codes: 0 done; 2 bad usage or input; 3 the store is in use or not whole, or the copy can't be written"
        })
final class BackupCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private final StoreOption store = new StoreOption();

    @Parameters(paramLabel = "COPY", description = "a new file")
    private Path copy = Path.of("");

    BackupCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        StoreAccess.requireThere(store.file());
        if (Files.exists(copy)) {
            throw CommandException.badInput("`" + copy + "` exists; backups are never overwritten: name another file");
        }
        try {
            StoreCopies.Whole whole = StoreCopies.backUp(store.file(), copy);
            console.out()
                    .println(
                            store.json()
                                    ? CopyText.json(whole).build().toCanonical()
                                    : "backed up: " + CopyText.of(whole));
            return ExitCode.YES;
        } catch (StoreRefusedException e) {
            throw CommandException.couldNot(e.getMessage());
        }
    }
}

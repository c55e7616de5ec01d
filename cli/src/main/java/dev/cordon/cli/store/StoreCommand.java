package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon store}: the file of the token service. */
@Command(
        name = "store",
        description = "Make, check, back up and restore the token service's store, while the service is stopped.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  cordon store backup shop.backup --store shop.store"})
public final class StoreCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private StoreCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new StoreCommand())
                .addSubcommand("create", new CreateStoreCommand(console))
                .addSubcommand("check", new CheckStoreCommand(console))
                .addSubcommand("backup", new BackupCommand(console))
                .addSubcommand("restore", new RestoreCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: create, check, backup or restore");
    }
}

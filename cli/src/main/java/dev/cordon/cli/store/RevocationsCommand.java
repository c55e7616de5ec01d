package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon revocations}: what is revoked. */
@Command(
        name = "revocations",
        description = "Look at what is revoked. To revoke, see `cordon revoke`.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  cordon revocations list --store shop.store"})
public final class RevocationsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private RevocationsCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new RevocationsCommand()).addSubcommand("list", new ListRevocationsCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "name a command: list");
    }
}

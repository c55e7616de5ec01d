package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon tokens}: what was handed out, and how it was used. */
@Command(
        name = "tokens",
        description = "Look into the ledger of tokens and keys that were handed out.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  cordon tokens unused --store shop.store --since 30d"})
public final class TokensCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private TokensCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new TokensCommand())
                .addSubcommand("list", new ListTokensCommand(console))
                .addSubcommand("show", new ShowTokenCommand(console))
                .addSubcommand("unused", new UnusedTokensCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: list, show or unused");
    }
}

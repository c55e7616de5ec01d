package dev.cordon.cli.token;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon token}: make tokens for edges that the policy allows, and look into tokens. */
@Command(
        name = "token",
        description = "Make tokens for edges that the policy allows; look into tokens, with each check shown.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  cordon token mint --policy shop.yaml --key issuer.jwk --from web-bff --to orders-api --purpose checkout"
        })
public final class TokenCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private TokenCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new TokenCommand())
                .addSubcommand("mint", new MintCommand(console))
                .addSubcommand("inspect", new InspectCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: mint or inspect");
    }
}

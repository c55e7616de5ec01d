package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon credentials}: what services obtain tokens with. */
@Command(
        name = "credentials",
        description = "Give services what they obtain tokens with, and take it away.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  cordon credentials add --store shop.store --service orders-api --owner 'team orders' > orders.secret"
        })
public final class CredentialsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private CredentialsCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new CredentialsCommand())
                .addSubcommand("list", new ListCredentialsCommand(console))
                .addSubcommand("add", new AddCredentialCommand(console))
                .addSubcommand("revoke", new RevokeCredentialCommand(console))
                .addSubcommand("rotate", new RotateCredentialCommand(console))
                .addSubcommand("rotations", new RotationsCommand(console))
                .addSubcommand("secret", new ShowSecretCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(),
                "name a command: list, add, revoke, rotate, rotations or secret");
    }
}

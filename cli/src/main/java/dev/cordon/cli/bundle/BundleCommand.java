package dev.cordon.cli.bundle;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon bundle}: what enforcement points load. */
@Command(
        name = "bundle",
        description =
                "Make the signed bundles that enforcement points load, verify and publish them, and look into them.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  cordon bundle create shop.yaml --key bundle.jwk --sequence 1 --out shop.bundle"})
public final class BundleCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private BundleCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new BundleCommand())
                .addSubcommand("create", new CreateCommand(console))
                .addSubcommand("verify", new VerifyCommand(console))
                .addSubcommand("publish", new PublishCommand(console))
                .addSubcommand("show", new ShowCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: create, verify, publish or show");
    }
}

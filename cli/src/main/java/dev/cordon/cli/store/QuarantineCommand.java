package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon quarantine}: what is cut off for a while. */
@Command(
        name = "quarantine",
        description = {
            "Cut a segment or a service off for a while: nobody reaches it and it reaches nobody, with any token, at any"
                    + " position of a chain, and nothing is issued for it.",
            "It ends by itself. What was issued before its end, tokens and credentials, stays dead then."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  cordon quarantine begin --store shop.store --segment payments --for 2h --reason \"a key was found\""
        })
public final class QuarantineCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private QuarantineCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new QuarantineCommand())
                .addSubcommand("begin", new BeginQuarantineCommand(console))
                .addSubcommand("end", new EndQuarantineCommand(console))
                .addSubcommand("cancel", new CancelQuarantineCommand(console))
                .addSubcommand("list", new ListQuarantinesCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: begin, end, cancel or list");
    }
}

package dev.cordon.cli.log;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon log}: whether a log is as it was written, and logs in other forms. */
@Command(
        name = "log",
        description = "Verify that a log is as it was written, and write it in another form.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  cordon log verify decisions.log --log-key log.jwks",
            "  cordon log ocsf decisions.log > events.jsonl"
        })
public final class LogCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private LogCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new LogCommand())
                .addSubcommand("verify", new VerifyLogCommand(console))
                .addSubcommand("ocsf", new OcsfCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: verify or ocsf");
    }
}

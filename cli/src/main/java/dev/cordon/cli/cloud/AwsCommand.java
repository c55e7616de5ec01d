package dev.cordon.cli.cloud;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon aws}: what is done to AWS alone. */
@Command(
        name = "aws",
        description = "Look after a control plane on AWS; needs the plugin `cordon-aws.jar`.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  cordon aws replay-dlq --dead-letters https://sqs.eu-west-1.amazonaws.com/123456789012/shop-lifecycle-dead"
                    + " --dry-run"
        })
public final class AwsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private AwsCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new AwsCommand()).addSubcommand("replay-dlq", new ReplayDeadLettersCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: replay-dlq");
    }
}

package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon events}: what happens to services. */
@Command(
        name = "events",
        description = "Tell what happens to services: they register, their credentials rotate, and what they had ends.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Example:",
            "  cordon events send deployed orders-api --revision 42 --environment production --store shop.store"
        })
public final class EventsCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private EventsCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new EventsCommand()).addSubcommand("send", new SendEventCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "name a command: send");
    }
}

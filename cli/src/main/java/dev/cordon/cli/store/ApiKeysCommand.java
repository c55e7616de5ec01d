package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cordon api-keys}: what partners hold that can't obtain tokens. */
@Command(
        name = "api-keys",
        description = "Make API keys for partners that can't obtain tokens, look at them, and take them away.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example:", "  cordon api-keys list --store shop.store"})
public final class ApiKeysCommand implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private ApiKeysCommand() {}

    /** The command with its subcommands on that console. */
    public static CommandLine on(Console console) {
        return new CommandLine(new ApiKeysCommand())
                .addSubcommand("issue", new IssueApiKeyCommand(console))
                .addSubcommand("list", new ListApiKeysCommand(console))
                .addSubcommand("show", new ShowApiKeyCommand(console))
                .addSubcommand("revoke", new RevokeApiKeyCommand(console));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "name a command: issue, list, show or revoke");
    }
}

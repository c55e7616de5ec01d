package dev.cordon.cli.completion;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon completion}: prints what a shell needs to complete this program's commands and options. */
@Command(
        name = "completion",
        description = "Print a completion script for bash, zsh or fish.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  source <(cordon completion bash)        in ~/.bashrc",
            "  source <(cordon completion zsh)         in ~/.zshrc, after compinit",
            "  cordon completion fish > ~/.config/fish/completions/cordon.fish",
            "",
            "Exit codes: 0 printed; 2 bad usage"
        })
public final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
    private String shell = "";

    /** A command on that console; it must be among all the commands that it is to complete. */
    public CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        CommandSpec program = Objects.requireNonNull(spec).root();
        String script = switch (shell) {
            // the script asks by itself which of the two reads it
            case "bash", "zsh" -> AutoComplete.bash(program.name(), program.commandLine());
            case "fish" -> FishScript.of(program);
            default ->
                throw CommandException.badInput("`" + shell + "` is no shell known here: write bash, zsh or" + " fish");
        };
        console.out().print(script);
        return ExitCode.YES;
    }
}

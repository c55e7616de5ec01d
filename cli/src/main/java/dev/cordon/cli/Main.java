package dev.cordon.cli;

import dev.cordon.cli.bundle.BundleCommand;
import dev.cordon.cli.bundle.KeysCommand;
import dev.cordon.cli.check.CheckCommand;
import dev.cordon.cli.check.TestCommand;
import dev.cordon.cli.check.ValidateCommand;
import dev.cordon.cli.demo.DemoCommand;
import dev.cordon.cli.demo.TrainCommand;
import dev.cordon.cli.serve.DoctorCommand;
import dev.cordon.cli.serve.ServeCommand;
import dev.cordon.cli.token.TokenCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code cordon} command. */
@Command(
        name = "cordon",
        description =
                "API micro-segmentation: every service talks only to the operations it is meant to, nothing more.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Start here:  cordon demo",
            "Then:        cordon validate policy.yaml && cordon test policy.yaml",
            "",
            "Exit codes: 0 yes, allowed, done; 1 no, denied, failed test; 2 bad usage or input; 3 could not"
        })
public final class Main implements Runnable {

    private static final Map<String, Function<Console, Object>> COMMANDS = commands();

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    private static Map<String, Function<Console, Object>> commands() {
        Map<String, Function<Console, Object>> commands = new LinkedHashMap<>();
        commands.put("validate", ValidateCommand::new);
        commands.put("test", TestCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("bundle", BundleCommand::on);
        commands.put("keys", KeysCommand::on);
        commands.put("token", TokenCommand::on);
        commands.put("serve", ServeCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("doctor", DoctorCommand::new);
        commands.put("train", TrainCommand::new);
        return commands;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        int exitCode = run(Console.system(), args);
        System.exit(exitCode);
    }

    /**
     * Runs one command.
     *
     * @return its exit code
     */
    public static int run(Console console, String... args) {
        CommandLine line = commandLine(console, args.length == 0 ? "" : args[0]);
        int exitCode = line.execute(args);
        console.out().flush();
        console.err().flush();
        return exitCode;
    }

    /** All commands, or only the one that is called: building one is cheaper than building all. */
    static CommandLine commandLine(Console console, String called) {
        CommandLine line = new CommandLine(new Main());
        Function<Console, Object> one = COMMANDS.get(called);
        if (one != null) {
            line.addSubcommand(called, one.apply(console));
        } else {
            COMMANDS.forEach((name, command) -> line.addSubcommand(name, command.apply(console)));
        }
        return line.setExpandAtFiles(false)
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler((failure, wrong) -> Failures.usage(console, failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.execution(console, failure));
    }

    /** Without a command there is only help. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "name a command");
    }
}

package dev.cordon.cli;

import dev.cordon.cli.bundle.BundleCommand;
import dev.cordon.cli.bundle.KeysCommand;
import dev.cordon.cli.check.CheckCommand;
import dev.cordon.cli.check.ExplainCommand;
import dev.cordon.cli.check.TestCommand;
import dev.cordon.cli.check.ValidateCommand;
import dev.cordon.cli.cloud.AwsCommand;
import dev.cordon.cli.completion.CompletionCommand;
import dev.cordon.cli.demo.DemoCommand;
import dev.cordon.cli.demo.TrainCommand;
import dev.cordon.cli.diff.DiffCommand;
import dev.cordon.cli.log.EdgesCommand;
import dev.cordon.cli.log.LogCommand;
import dev.cordon.cli.log.ReplayCommand;
import dev.cordon.cli.serve.DoctorCommand;
import dev.cordon.cli.serve.ServeCommand;
import dev.cordon.cli.store.ApiKeysCommand;
import dev.cordon.cli.store.CredentialsCommand;
import dev.cordon.cli.store.EventsCommand;
import dev.cordon.cli.store.QuarantineCommand;
import dev.cordon.cli.store.ReconcileCommand;
import dev.cordon.cli.store.RevocationsCommand;
import dev.cordon.cli.store.RevokeCommand;
import dev.cordon.cli.store.ServicesCommand;
import dev.cordon.cli.store.StoreCommand;
import dev.cordon.cli.store.TokensCommand;
import dev.cordon.cli.token.TokenCommand;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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

    /** It speaks of all commands, so all must be there. */
    private static final String COMPLETION = "completion";

    private static final List<String> COMMANDS = List.of(
            "validate",
            "test",
            "check",
            "explain",
            "diff",
            "bundle",
            "keys",
            "token",
            "tokens",
            "credentials",
            "events",
            "services",
            "reconcile",
            "api-keys",
            "revoke",
            "revocations",
            "quarantine",
            "store",
            "aws",
            "serve",
            "replay",
            "edges",
            "log",
            "demo",
            "doctor",
            COMPLETION,
            "train");

    private static final List<String> VERSION = List.of("--version", "-V");

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    private static Object command(String name, Console console) {
        return switch (name) {
            case "validate" -> new ValidateCommand(console);
            case "test" -> new TestCommand(console);
            case "check" -> new CheckCommand(console);
            case "explain" -> new ExplainCommand(console);
            case "diff" -> new DiffCommand(console);
            case "bundle" -> BundleCommand.on(console);
            case "keys" -> KeysCommand.on(console);
            case "token" -> TokenCommand.on(console);
            case "tokens" -> TokensCommand.on(console);
            case "credentials" -> CredentialsCommand.on(console);
            case "events" -> EventsCommand.on(console);
            case "services" -> new ServicesCommand(console);
            case "reconcile" -> new ReconcileCommand(console);
            case "api-keys" -> ApiKeysCommand.on(console);
            case "revoke" -> new RevokeCommand(console);
            case "quarantine" -> QuarantineCommand.on(console);
            case "revocations" -> RevocationsCommand.on(console);
            case "aws" -> AwsCommand.on(console);
            case "store" -> StoreCommand.on(console);
            case "serve" -> new ServeCommand(console);
            case "replay" -> new ReplayCommand(console);
            case "edges" -> new EdgesCommand(console);
            case "log" -> LogCommand.on(console);
            case "demo" -> new DemoCommand(console);
            case "doctor" -> new DoctorCommand(console);
            case COMPLETION -> new CompletionCommand(console);
            case "train" -> new TrainCommand(console);
            default -> throw new IllegalArgumentException("`" + name + "` is no command");
        };
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Cryptography.prepareFor(args);
        int exitCode = run(Console.system(), args);
        System.exit(exitCode);
    }

    /**
     * Runs one command.
     *
     * @return its exit code
     */
    public static int run(Console console, String... args) {
        CommandLine line = commandLine(console, args);
        int exitCode = line.execute(args);
        console.out().flush();
        console.err().flush();
        return exitCode;
    }

    private static CommandLine commandLine(Console console, String... args) {
        CommandLine line = new CommandLine(new Main());
        Shown shown = new Shown(console);
        for (String name : called(args)) {
            line.addSubcommand(name, command(name, console));
        }
        return line.registerConverter(Path.class, new FileName())
                .setExpandAtFiles(false)
                .setOut(console.out())
                .setErr(console.err())
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(shown)
                .setExecutionExceptionHandler(shown);
    }

    /** Only what is called, where that is clear: building one command is cheaper than building all. */
    private static List<String> called(String... args) {
        if (args.length == 1 && VERSION.contains(args[0])) {
            return List.of();
        }
        boolean one = args.length > 0 && COMMANDS.contains(args[0]) && !args[0].equals(COMPLETION);
        return one ? List.of(args[0]) : COMMANDS;
    }

    /** Refuses in our words what the file system can't name. */
    private static final class FileName implements ITypeConverter<Path> {

        @Override
        public Path convert(String text) {
            try {
                return Path.of(text);
            } catch (InvalidPathException e) {
                throw new TypeConversionException("`" + text.replace('\0', '?') + "` can't be a file's name");
            }
        }
    }

    /** No lambdas: those of so old interfaces can't be kept in a class-data-sharing archive. */
    private record Shown(Console console) implements IParameterExceptionHandler, IExecutionExceptionHandler {

        @Override
        public int handleParseException(CommandLine.ParameterException failure, String[] args) {
            return Failures.usage(console, failure);
        }

        @Override
        public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
            return Failures.execution(console, failure);
        }
    }

    /** Without a command there is only help. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(Objects.requireNonNull(spec).commandLine(), "name a command");
    }
}

package dev.cordon.cli;

import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** How a command ends that does not come to an answer: one line for the user, never a stack trace. */
final class Failures {

    private Failures() {}

    static int usage(Console console, CommandLine.ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        console.err().println("cordon: " + firstLine(failure.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, console.err())) {
            console.err().println("try `" + command.getCommandSpec().qualifiedName() + " --help`");
        }
        return ExitCode.BAD_INPUT;
    }

    static int execution(Console console, Exception failure) {
        if (failure instanceof CommandException known) {
            console.err().println("cordon: " + known.getMessage());
            return known.exitCode();
        }
        if (failure instanceof InvalidPathException path) {
            console.err().println("cordon: `" + path.getInput().replace('\0', '?') + "` can't be a file's name");
            return ExitCode.BAD_INPUT;
        }
        if (failure instanceof UncheckedIOException unchecked) {
            console.err().println("cordon: " + firstLine(unchecked.getMessage()));
            return ExitCode.COULD_NOT;
        }
        console.err()
                .println("cordon: internal error (" + failure.getClass().getSimpleName() + ": "
                        + firstLine(failure.getMessage()) + "); please report it");
        return ExitCode.COULD_NOT;
    }

    private static String firstLine(@Nullable String text) {
        return text == null ? "no details" : text.lines().findFirst().orElse("no details");
    }
}

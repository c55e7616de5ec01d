package dev.cordon.cli;

import org.jspecify.annotations.Nullable;

/** Ends a command with a line for the user and an exit code. */
public final class CommandException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /**
     * As things are, the answer is no.
     *
     * @param message why, and what to do
     */
    public static CommandException refused(@Nullable String message) {
        return new CommandException(ExitCode.NO, String.valueOf(message));
    }

    /**
     * The input is wrong.
     *
     * @param message what is wrong, where, and what to do
     */
    public static CommandException badInput(@Nullable String message) {
        return new CommandException(ExitCode.BAD_INPUT, String.valueOf(message));
    }

    /**
     * The work can't be done.
     *
     * @param message what failed and what to do
     */
    public static CommandException couldNot(@Nullable String message) {
        return new CommandException(ExitCode.COULD_NOT, String.valueOf(message));
    }

    /** One of {@link ExitCode}. */
    public int exitCode() {
        return exitCode;
    }
}

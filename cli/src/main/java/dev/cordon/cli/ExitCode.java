package dev.cordon.cli;

/** What a command tells the shell; the same for all commands. */
public final class ExitCode {

    /** Yes, allowed, valid, done. */
    public static final int YES = 0;
    /** No, denied, or a test failed. */
    public static final int NO = 1;
    /** The command line or its input is wrong. */
    public static final int BAD_INPUT = 2;
    /** The command could not do its work: a port is taken, a file can't be written. */
    public static final int COULD_NOT = 3;

    private ExitCode() {}
}

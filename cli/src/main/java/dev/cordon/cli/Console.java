package dev.cordon.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * The world as a command sees it.
 *
 * @param out answers
 * @param err everything else: errors, progress
 * @param in what is piped in
 * @param colours whether {@code out} is a terminal that wants colours
 * @param clock the time of day
 * @param random makes keys and ids
 */
public record Console(
        PrintWriter out, PrintWriter err, InputStream in, boolean colours, Clock clock, SecureRandom random) {

    /** The process's own. */
    static Console system() {
        boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Console(
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                System.in,
                isTerminal() && wanted,
                Clock.systemUTC(),
                new SecureRandom());
    }

    /** From Java 22 on there is a console also where output goes to a file; it can say so. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8)),
                true);
    }

    /** The text in green where colours are wanted. */
    public String good(String text) {
        return colour("32", text);
    }

    /** The text in red where colours are wanted. */
    public String bad(String text) {
        return colour("31", text);
    }

    /** The text in yellow where colours are wanted. */
    public String warning(String text) {
        return colour("33", text);
    }

    /** The text in bold where colours are wanted. */
    public String strong(String text) {
        return colour("1", text);
    }

    /** The text dimmed where colours are wanted. */
    public String faint(String text) {
        return colour("2", text);
    }

    private String colour(String code, String text) {
        return colours ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}

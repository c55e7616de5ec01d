package dev.cordon.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the files that users name, with errors that say which and why. */
public final class InputFiles {

    /** No key, token or key set is larger. */
    private static final long LARGEST_TEXT = 1 << 20;

    private InputFiles() {}

    /**
     * The text of a small file, or of what is piped in where the name is {@code -}.
     *
     * @param what what the file is for, such as {@code the signing key}
     * @throws CommandException where it can't be read or is too large
     */
    public static String text(Console console, String what, String name) throws CommandException {
        try {
            byte[] bytes = name.equals("-")
                    ? console.in().readNBytes((int) LARGEST_TEXT + 1)
                    : bytes(what, Path.of(name), LARGEST_TEXT);
            if (bytes.length > LARGEST_TEXT) {
                throw CommandException.badInput(what + " is longer than 1 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw unreadable(what, Path.of(name), e);
        }
    }

    /**
     * A secret that an option names: {@code -} for standard input, or a file behind {@code @}.
     *
     * @param what what it is, such as {@code a token}
     * @param option the option's name
     * @throws CommandException where it can't be read, or stands on the command line
     */
    public static String secret(Console console, String what, String option, String where) throws CommandException {
        if (!where.equals("-") && !where.startsWith("@")) {
            throw CommandException.badInput(what + " on the command line can be read by every user of this machine;"
                    + " write " + option + " @FILE or " + option + " -");
        }
        return text(console, what, where.equals("-") ? "-" : where.substring(1));
    }

    /**
     * The bytes of a file.
     *
     * @param largest the largest size that is read
     * @throws CommandException where it can't be read or is too large
     */
    public static byte[] bytes(String what, Path file, long largest) throws CommandException {
        try {
            if (Files.size(file) > largest) {
                throw CommandException.badInput(what + " `" + file + "` is larger than " + largest + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(what, file, e);
        }
    }

    /** Why a file can't be read, in a user's words. */
    public static CommandException unreadable(String what, Path file, IOException failure) {
        String where = what + " `" + file + "`";
        if (failure instanceof NoSuchFileException) {
            return CommandException.badInput(where + " does not exist");
        } else if (failure instanceof AccessDeniedException) {
            return CommandException.badInput(where + " may not be read by you");
        } else if (Files.isDirectory(file)) {
            return CommandException.badInput(where + " is a directory");
        }
        return CommandException.couldNot(where + " can't be read: " + failure.getMessage());
    }
}

package dev.cordon.cli.log;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** A log, read line by line: it may be larger than memory, and so may a line of what is no log. */
final class LogFile {

    /** No record is longer, in bytes. */
    private static final int LONGEST = 1 << 20;

    private static final long LINES_BETWEEN_LOOKS = 4096;
    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final Console console;
    private final Path file;

    /** @param file the log; {@code -} for what is piped in */
    LogFile(Console console, Path file) {
        this.console = console;
        this.file = file;
    }

    /** Who reads lines. */
    @FunctionalInterface
    interface Reader {

        /**
         * Takes a line.
         *
         * @param number from 1
         * @param text without the line's end; cut off where it is longer than any record
         */
        void take(long number, String text) throws CommandException;
    }

    /**
     * Hands over all lines but the empty ones, and tells how far it is where that takes a while.
     *
     * @throws CommandException where the log can't be read
     */
    void read(Reader reader) throws CommandException {
        try (InputStream in = open()) {
            Instant told = console.clock().instant();
            LineSplitter lines = new LineSplitter(in, LONGEST);
            for (long number = 1; lines.next(); number++) {
                String text = lines.text();
                if (!text.isBlank()) {
                    reader.take(number, text);
                }
                if (number % LINES_BETWEEN_LOOKS == 0) {
                    told = progress(number, told);
                }
            }
        } catch (IOException e) {
            throw InputFiles.unreadable("log", file, e);
        }
    }

    private InputStream open() throws IOException {
        return file.toString().equals("-") ? console.in() : Files.newInputStream(file);
    }

    private Instant progress(long number, Instant told) {
        Instant now = console.clock().instant();
        if (Duration.between(told, now).compareTo(PROGRESS) < 0) {
            return told;
        }
        console.err().println(console.faint(number + " lines read"));
        console.err().flush();
        return now;
    }
}

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
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A log, read line by line: it may be larger than memory, and so may a line of what is no log. */
final class LogFile {

    /** No record is longer, in bytes. */
    private static final int LONGEST = 1 << 20;

    private static final int BUFFER = 1 << 16;

    private static final long LINES_BETWEEN_LOOKS = 4096;
    private static final Duration PROGRESS = Duration.ofSeconds(2);

    private final Console console;
    private final Path file;

    /** @param file the log, compressed where its name ends in {@code .gz}; {@code -} for what is piped in */
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

    /** Who reads lines as they are. */
    @FunctionalInterface
    interface RawReader {

        /**
         * Takes a line.
         *
         * @param line without the line feed that ends it; cut off where it is longer than any record
         * @param ended whether there was one
         */
        void take(byte[] line, boolean ended) throws CommandException;
    }

    /**
     * Hands over all lines but the empty ones, and tells how far it is where that takes a while.
     *
     * @throws CommandException where the log can't be read
     */
    void read(Reader reader) throws CommandException {
        each((number, lines) -> {
            String text = lines.text();
            if (!text.isBlank()) {
                reader.take(number, text);
            }
        });
    }

    /**
     * Hands over all lines, the empty ones too.
     *
     * @throws CommandException where the log can't be read
     */
    void readRaw(RawReader reader) throws CommandException {
        each((number, lines) -> reader.take(lines.bytes(), lines.isEnded()));
    }

    /** The first line as it is; empty where there is none. */
    Optional<byte[]> first() throws CommandException {
        try (InputStream in = open()) {
            LineSplitter lines = new LineSplitter(in, LONGEST);
            return lines.next() ? Optional.of(lines.bytes()) : Optional.empty();
        } catch (IOException e) {
            throw InputFiles.unreadable("log", file, e);
        }
    }

    private interface Step {
        void on(long number, LineSplitter lines) throws CommandException;
    }

    private void each(Step step) throws CommandException {
        try (InputStream in = open()) {
            Instant told = console.clock().instant();
            LineSplitter lines = new LineSplitter(in, LONGEST);
            for (long number = 1; lines.next(); number++) {
                step.on(number, lines);
                if (number % LINES_BETWEEN_LOOKS == 0) {
                    told = progress(number, told);
                }
            }
        } catch (IOException e) {
            throw InputFiles.unreadable("log", file, e);
        }
    }

    private InputStream open() throws IOException {
        String name = file.toString();
        if (name.equals("-")) {
            return console.in();
        }
        InputStream in = Files.newInputStream(file);
        return name.endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
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

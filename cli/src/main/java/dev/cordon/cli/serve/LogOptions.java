package dev.cordon.cli.serve;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.cli.CommandException;
import dev.cordon.mesh.JsonLinesSink;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where decisions are recorded. */
final class LogOptions {

    /** Decisions that may wait to be written; more are dropped and counted. */
    private static final int CAPACITY = 65_536;

    @Option(names = "--log", paramLabel = "FILE", description = "where decisions go, one JSON line each (default: - )")
    private Optional<String> log = Optional.empty();

    @Option(
            names = "--no-log",
            description = "record no decision: nobody can tell later what was decided; for measuring")
    private boolean none;

    /** Takes records and keeps none; none is lost either. */
    private static final class Nothing implements DecisionSink, TokenSink {

        @Override
        public void offer(DecisionRecord decision) {
            // not wanted
        }

        @Override
        public void offer(TokenRecord asked) {
            // not wanted
        }

        @Override
        public long dropped() {
            return 0;
        }
    }

    /** Whether no decision is recorded. */
    boolean isOff() {
        return none;
    }

    /**
     * Where decisions go; {@code -} for standard output; empty where that was not said.
     *
     * @throws CommandException where none is to be recorded at that
     */
    Optional<String> file() throws CommandException {
        if (none && log.isPresent()) {
            throw CommandException.badInput("`--log` and `--no-log` contradict each other: leave one out");
        }
        return log;
    }

    /** The log, open; null where there is to be none. */
    @Nullable
    JsonLinesSink open() throws CommandException {
        String file = file().orElse("-");
        return none ? null : JsonLinesSink.to(stream(file), CAPACITY);
    }

    /** Where records go while the log is open, or is none. */
    static DecisionSink sink(@Nullable JsonLinesSink open) {
        return open == null ? new Nothing() : open;
    }

    /** Where records of the token service go. */
    static TokenSink tokens(@Nullable JsonLinesSink open) {
        return open == null ? new Nothing() : open;
    }

    private static OutputStream stream(String file) throws CommandException {
        try {
            return file.equals("-")
                    ? new FileOutputStream(FileDescriptor.out)
                    : Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw CommandException.couldNot("log `" + file + "` can't be written: " + e.getMessage());
        }
    }
}

package dev.cordon.cli.serve;

import dev.cordon.audit.AdministrationRecord;
import dev.cordon.audit.AdministrationSink;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.cli.KeyFiles;
import dev.cordon.mesh.JsonLinesSink;
import dev.cordon.mesh.log.ChainedLog;
import dev.cordon.mesh.log.LogSettings;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.Signer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where decisions are recorded, and how. */
final class LogOptions {

    /** Decisions that may wait to be written; more are dropped and counted. */
    private static final int CAPACITY = 65_536;

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([kMG]?)");
    private static final long SMALLEST = 64 << 10;

    @Option(names = "--log", paramLabel = "FILE", description = "where decisions go, one JSON line each (default: - )")
    private Optional<String> log = Optional.empty();

    @Option(
            names = "--no-log",
            description = "record no decision: nobody can tell later what was decided; for measuring")
    private boolean none;

    @Option(
            names = "--log-signing-key",
            paramLabel = "FILE",
            description = "sign the log's checkpoints (private JWK), so that nobody can make the log anew")
    private Optional<Path> signingKey = Optional.empty();

    @Option(
            names = "--log-max-size",
            paramLabel = "SIZE",
            description =
                    "from this size on, such as 100M, set the log's file aside and begin another (default: never)")
    private Optional<String> largest = Optional.empty();

    /** Takes records and keeps none; none is lost either. */
    private static final class Nothing implements DecisionSink, TokenSink, AdministrationSink {

        @Override
        public void offer(DecisionRecord decision) {
            // not wanted
        }

        @Override
        public void offer(TokenRecord asked) {
            // not wanted
        }

        @Override
        public void offer(AdministrationRecord done) {
            // not wanted
        }

        @Override
        public boolean readsWhy() {
            return false;
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

    /** The file of the key that signs the log. */
    Optional<Path> signingKey() {
        return signingKey;
    }

    /**
     * The log, open; null where there is to be none.
     *
     * @param notices takes a line for what operators should know
     */
    @Nullable
    JsonLinesSink open(Console console, Consumer<String> notices) throws CommandException {
        String file = file().orElse("-");
        if (none && (signingKey.isPresent() || largest.isPresent())) {
            throw CommandException.badInput(
                    "`--log-signing-key` and `--log-max-size` go with a log: leave out `--no-log`");
        } else if (none) {
            return null;
        }
        Optional<Signer> signer = Optional.empty();
        if (signingKey.isPresent()) {
            signer = Optional.of(KeyFiles.signingKey(signingKey.get()).by(SignatureProvider.fastest()));
        }
        LogSettings settings = new LogSettings(signer, largest(), console.clock(), console.random(), notices);
        return JsonLinesSink.to(log(file, settings), console.clock(), CAPACITY);
    }

    /** A size as logrotate writes it. */
    private long largest() throws CommandException {
        if (largest.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Matcher size = SIZE.matcher(largest.get());
        long bytes = size.matches() ? Long.parseLong(size.group(1)) << shift(size.group(2)) : 0;
        if (bytes < SMALLEST) {
            throw CommandException.badInput(
                    "`--log-max-size " + largest.get() + "`: write a size from 64k on, such as 500k, 100M or 2G");
        }
        return bytes;
    }

    private static int shift(String unit) {
        return switch (unit) {
            case "k" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
    }

    /** Where records go while the log is open, or is none. */
    static DecisionSink sink(@Nullable JsonLinesSink open) {
        return open == null ? new Nothing() : open;
    }

    /** Where records of the token service go. */
    static TokenSink tokens(@Nullable JsonLinesSink open) {
        return open == null ? new Nothing() : open;
    }

    /** Where records of administration go. */
    static AdministrationSink administration(@Nullable JsonLinesSink open) {
        return open == null ? new Nothing() : open;
    }

    /**
     * What is no file of lines, such as a pipe, is a stream: it has nothing to go on from, and no name to take away.
     */
    private ChainedLog log(String file, LogSettings settings) throws CommandException {
        Path path = Path.of(file);
        boolean stream = file.equals("-") || Files.exists(path) && !Files.isRegularFile(path);
        if (stream && largest.isPresent()) {
            throw CommandException.badInput("`--log-max-size` goes with a file: name one with `--log`");
        }
        try {
            if (file.equals("-")) {
                return ChainedLog.on(new FileOutputStream(FileDescriptor.out).getChannel(), settings);
            }
            return stream
                    ? ChainedLog.on(FileChannel.open(path, StandardOpenOption.WRITE), settings)
                    : ChainedLog.at(path, settings);
        } catch (IOException e) {
            throw CommandException.couldNot("log `" + file + "` can't be written: " + e.getMessage());
        }
    }
}

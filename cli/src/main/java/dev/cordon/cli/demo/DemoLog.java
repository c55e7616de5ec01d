package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.cli.Main;
import dev.cordon.mesh.JsonLinesSink;
import dev.cordon.mesh.log.ChainedLog;
import dev.cordon.mesh.log.LogSettings;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What was decided and what was asked of the token service: in words, and in a log as a server writes it, chained and
 * signed. Safe for use by many threads, but for what ends the log or goes on with it.
 */
final class DemoLog implements DecisionSink, TokenSink {

    private static final String NAME = "decisions.log";
    private static final String KEYS = "log.jwks";
    private static final List<String> FILES = List.of(NAME, NAME + ".head", KEYS);
    private static final int CAPACITY = 4_096;

    private final Path folder;
    private final Console console;
    private final SigningKey key;
    private final ConcurrentLinkedQueue<String> words = new ConcurrentLinkedQueue<>();
    private volatile JsonLinesSink lines;
    private boolean ended;

    private DemoLog(Path folder, Console console, SigningKey key) throws IOException {
        this.folder = folder;
        this.console = console;
        this.key = key;
        this.lines = open();
    }

    /** Begins a log in that folder, signed with a key of its own, whose public half lies beside it. */
    static DemoLog begin(Path folder, Console console) throws IOException {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, console.random());
        Files.write(folder.resolve(KEYS), key.publicKeys().toJson().getBytes(StandardCharsets.UTF_8));
        return new DemoLog(folder, console, key);
    }

    private JsonLinesSink open() throws IOException {
        LogSettings settings = new LogSettings(
                Optional.of(key.by(SignatureProvider.fastest())),
                Long.MAX_VALUE,
                console.clock(),
                console.random(),
                console.err()::println);
        return JsonLinesSink.to(ChainedLog.at(folder.resolve(NAME), settings), console.clock(), CAPACITY);
    }

    @Override
    public void offer(DecisionRecord decision) {
        words.add(DemoWords.of(decision));
        lines.offer(decision);
    }

    @Override
    public void offer(TokenRecord asked) {
        words.add(DemoWords.of(asked));
        lines.offer(asked);
    }

    @Override
    public long dropped() {
        return lines.dropped();
    }

    /** The latest of what came since this was called last; empty where nothing did. */
    String latest() {
        String last = "";
        for (String one = words.poll(); one != null; one = words.poll()) {
            last = one;
        }
        return last;
    }

    /** Ends the log in order, once; what comes from now on is not in it, until it is {@linkplain #resume resumed}. */
    void end() throws IOException {
        if (!ended) {
            ended = true;
            lines.close();
        }
    }

    /** Goes on with a log that was ended. */
    void resume() throws IOException {
        lines = open();
        ended = false;
    }

    /** Verifies the log by the command that operators have for it, which says what it found; whether it is whole. */
    boolean verify() {
        String keys = folder.resolve(KEYS).toString();
        return Main.run(console, "log", "verify", folder.resolve(NAME).toString(), "--log-key", keys) == ExitCode.YES;
    }

    /** Copies the log, once it is ended, with its head and the key that it is verified by. */
    void copyTo(Path target) throws IOException {
        for (String file : FILES) {
            Files.copy(folder.resolve(file), target.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}

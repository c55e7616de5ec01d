package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.Link;
import dev.cordon.chain.LogHead;
import dev.cordon.chain.Opening;
import dev.cordon.chain.RecordChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What was decided and what was asked of the token service, in words and as a log has it. */
final class DemoLog implements DecisionSink, TokenSink {

    private static final String LOG = "demo";

    private final ConcurrentLinkedQueue<String> words = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    public void offer(DecisionRecord decision) {
        words.add(DemoWords.of(decision));
        lines.add(DecisionJson.line(decision));
    }

    @Override
    public void offer(TokenRecord asked) {
        words.add(DemoWords.of(asked));
        StringBuilder line = new StringBuilder();
        TokenJson.append(line, asked);
        lines.add(line.toString());
    }

    @Override
    public long dropped() {
        return 0;
    }

    /** The latest of what came since this was called last; empty where nothing did. */
    String latest() {
        String last = "";
        for (String one = words.poll(); one != null; one = words.poll()) {
            last = one;
        }
        return last;
    }

    /** Leaves the log in a file as a server does, with its head, but signed by nobody. */
    void save(Path file, Instant now) throws IOException {
        RecordChain chain = new RecordChain(Link.START);
        Opening opening = new Opening(LOG, Opening.How.BEGUN, "", now, Opening.Details.signedBy(Optional.empty()));
        StringBuilder text = new StringBuilder();
        Stream.concat(Stream.of(opening.toLine()), lines.stream()).forEach(line -> {
            int start = text.length();
            text.append(line);
            chain.append(text, start);
            text.append('\n');
        });
        Files.writeString(file, text);
        Checkpoint stand = new Checkpoint(LOG, chain.last(), now, true);
        Files.write(Path.of(file + ".head"), new LogHead(stand, Optional.empty()).toBytes());
    }
}

package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.chain.Link;
import dev.cordon.chain.Opening;
import dev.cordon.chain.RecordChain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** What was decided and what was asked of the token service, in words and as a log has it. */
final class DemoLog implements DecisionSink, TokenSink {

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

    /** The log, chained as a server writes it, but signed by nobody. */
    List<String> lines(Instant now) {
        RecordChain chain = new RecordChain(Link.START);
        List<String> chained = new ArrayList<>();
        Opening opening = new Opening("demo", Opening.How.BEGUN, "", now, Opening.Details.signedBy(Optional.empty()));
        Stream.concat(Stream.of(opening.toLine()), lines.stream()).forEach(line -> {
            StringBuilder text = new StringBuilder(line);
            chain.append(text, 0);
            chained.add(text.toString());
        });
        return chained;
    }
}

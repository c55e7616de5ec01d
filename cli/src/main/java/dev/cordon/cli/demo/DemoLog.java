package dev.cordon.cli.demo;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

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

    List<String> lines() {
        return List.copyOf(lines);
    }
}

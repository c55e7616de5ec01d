package dev.cordon.aws.host;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.document.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes each record as a line of JSON, with a line of metrics after it, at once: there is no thread that could do it
 * later, since Lambda freezes the process when it has the answer. What can't be written is counted, and the count is in
 * the next line of metrics.
 */
final class FunctionLog implements DecisionSink {

    private final OutputStream out;
    private final Metrics metrics;
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong told = new AtomicLong();

    FunctionLog(OutputStream out, Metrics metrics) {
        this.out = out;
        this.metrics = metrics;
    }

    @Override
    public void offer(DecisionRecord decision) {
        long lost = dropped.get();
        try {
            write(DecisionJson.line(decision) + "\n" + metrics.line(decision, lost - told.get()) + "\n");
            told.set(lost);
        } catch (IOException | RuntimeException e) {
            // the outermost catch of the log: the answer must go out all the same
            dropped.incrementAndGet();
        }
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    /** Writes a line for operators. Never throws. */
    void notice(Instant time, String text) {
        String line = Json.object()
                .put("time", time.toString())
                .put("notice", printable(text))
                .build()
                .toCanonical();
        try {
            write(line + "\n");
        } catch (IOException e) {
            // nobody is left to tell
            dropped.incrementAndGet();
        }
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private synchronized void write(String lines) throws IOException {
        out.write(lines.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}

package dev.cordon.mesh;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.document.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes each record as a line of JSON, on a thread of its own. Offering costs a place in a queue, and the making of
 * the line while that thread falls behind. Where the queue is full, or the writing failed, the record is dropped and
 * counted, and the log itself says so in a line {@code {"dropped":N,"droppedInAll":M,"time":…}} as soon as it can be
 * written again.
 */
public final class JsonLinesSink implements DecisionSink, TokenSink, AutoCloseable {

    /**
     * How long the writer rests between two looks. Waking it for each record would cost the caller. Where records come
     * quickly it rests shortly: what it writes in one go keeps a core from the calls for so long. Where none come, the
     * rests grow.
     */
    private static final long SHORTEST_REST = Duration.ofNanos(500_000).toNanos();

    private static final long LONGEST_REST = Duration.ofMillis(8).toNanos();

    private static final int BATCH = 64;

    /**
     * From how many that wait the caller makes its line itself. A line is one object where a record is dozens, which
     * each collection of the heap would copy while everybody waits, the more of them the further the writer is behind.
     */
    private static final int BEHIND = 2 * BATCH;

    private static final int LINE = 1_536;

    /** What is to be written next, made when it is asked for. */
    private final BlockingQueue<Consumer<StringBuilder>> waiting;

    private final OutputStream out;
    private final Clock clock;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;

    /** What is written in one go; only the writer touches it. */
    private final StringBuilder lines = new StringBuilder(BATCH * LINE);

    /** How many of the drops the log tells already; only the writer touches it. */
    private long told;

    /** Whether the last write failed and may have left half a line; only the writer touches it. */
    private boolean torn;

    /**
     * A sink that writes to a stream.
     *
     * @param out closed with the sink
     * @param capacity how many records may wait to be written, from 1
     */
    public static JsonLinesSink to(OutputStream out, int capacity) {
        JsonLinesSink sink = new JsonLinesSink(out, capacity, Clock.systemUTC());
        sink.writer.start();
        return sink;
    }

    private JsonLinesSink(OutputStream out, int capacity, Clock clock) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.out = out;
        this.clock = clock;
        this.writer = new Thread(this::write, "cordon-decision-log");
        writer.setDaemon(true);
    }

    @Override
    public void offer(DecisionRecord decision) {
        take(decision, DecisionJson::append);
    }

    @Override
    public void offer(TokenRecord asked) {
        take(asked, TokenJson::append);
    }

    private <R> void take(R record, BiConsumer<StringBuilder, R> form) {
        if (closing || !waiting.offer(line(record, form))) {
            dropped.incrementAndGet();
        }
    }

    private <R> Consumer<StringBuilder> line(R record, BiConsumer<StringBuilder, R> form) {
        if (waiting.size() < BEHIND || waiting.remainingCapacity() == 0) {
            return lines -> append(lines, record, form);
        }
        StringBuilder one = new StringBuilder(LINE);
        append(one, record, form);
        String line = one.toString();
        return lines -> lines.append(line);
    }

    private <R> void append(StringBuilder lines, R record, BiConsumer<StringBuilder, R> form) {
        int start = lines.length();
        try {
            form.accept(lines, record);
            lines.append('\n');
        } catch (RuntimeException e) {
            // one record without a JSON form must end neither the log nor the call
            lines.setLength(start);
            dropped.incrementAndGet();
        }
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        List<Consumer<StringBuilder>> batch = new ArrayList<>(BATCH);
        long rest = SHORTEST_REST;
        boolean last;
        do {
            last = closing;
            rest = Math.min(rest * 2, LONGEST_REST);
            while (waiting.drainTo(batch, BATCH) > 0 || told < dropped.get() && !last) {
                write(batch);
                batch.clear();
                rest = SHORTEST_REST;
            }
            if (!last) {
                LockSupport.parkNanos(this, rest);
            }
        } while (!last);
        write(batch);
    }

    /** Writes all lines at once, with the drops so far. */
    private void write(List<Consumer<StringBuilder>> batch) {
        lines.setLength(0);
        lines.append(torn ? "\n" : "");
        batch.forEach(line -> line.accept(lines));
        long all = dropped.get();
        if (all > told) {
            lines.append(drops(all)).append('\n');
        }
        try {
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
            torn = false;
            told = all;
        } catch (IOException e) {
            torn = true;
            dropped.addAndGet(batch.size());
            LockSupport.parkNanos(this, LONGEST_REST);
        }
    }

    private String drops(long all) {
        return Json.object()
                .put("time", clock.instant().toString())
                .put("dropped", all - told)
                .put("droppedInAll", all)
                .build()
                .toCanonical();
    }

    /** Writes what waits and closes the stream. What is offered from now on is dropped. */
    @Override
    public void close() throws IOException {
        closing = true;
        LockSupport.unpark(writer);
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        dropped.addAndGet(waiting.size());
        out.close();
    }
}

package dev.cordon.mesh;

import dev.cordon.audit.AdministrationJson;
import dev.cordon.audit.AdministrationRecord;
import dev.cordon.audit.AdministrationSink;
import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.DecisionSink;
import dev.cordon.audit.TokenJson;
import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.document.Json;
import dev.cordon.mesh.log.ChainedLog;
import dev.cordon.mesh.log.LogSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes each record as a line of JSON into a chained log, on a thread of its own. Offering costs a place in a queue,
 * and the making of the line while that thread falls behind. Where the queue is full, or the writing failed, the record
 * is dropped and counted, and the log itself says so in a line {@code {"dropped":N,"droppedInAll":M,"time":…}} as soon
 * as it can be written again.
 */
public final class JsonLinesSink implements DecisionSink, TokenSink, AdministrationSink, AutoCloseable {

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

    /** Only the writer touches it while it lives. */
    private final ChainedLog log;

    private final InstantSource clock;
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean closing;
    private volatile boolean reopening;

    /** How many of the drops the log tells already; only the writer touches it. */
    private long told;

    /**
     * A sink that writes a log of its own, unsigned, to a stream.
     *
     * @param out closed with the sink
     * @param capacity how many records may wait to be written, from 1
     */
    public static JsonLinesSink to(OutputStream out, int capacity) {
        Clock clock = Clock.systemUTC();
        return to(ChainedLog.on(out, LogSettings.plain(clock, new SecureRandom())), clock, capacity);
    }

    /**
     * A sink that writes to a log.
     *
     * @param log closed with the sink; nobody else may use it
     * @param capacity how many records may wait to be written, from 1
     */
    public static JsonLinesSink to(ChainedLog log, InstantSource clock, int capacity) {
        JsonLinesSink sink = new JsonLinesSink(log, clock, capacity);
        sink.writer.start();
        return sink;
    }

    private JsonLinesSink(ChainedLog log, InstantSource clock, int capacity) {
        this.waiting = new ArrayBlockingQueue<>(capacity);
        this.log = log;
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

    @Override
    public void offer(AdministrationRecord done) {
        take(done, AdministrationJson::append);
    }

    private <R> void take(R record, BiConsumer<StringBuilder, R> form) {
        if (closing || !waiting.offer(line(record, form))) {
            dropped.incrementAndGet();
        }
    }

    private <R> Consumer<StringBuilder> line(R record, BiConsumer<StringBuilder, R> form) {
        if (waiting.size() < BEHIND || waiting.remainingCapacity() == 0) {
            return lines -> form.accept(lines, record);
        }
        StringBuilder one = new StringBuilder(LINE);
        try {
            form.accept(one, record);
        } catch (RuntimeException e) {
            // one record without a JSON form must end neither the log nor the call
            dropped.incrementAndGet();
            return lines -> {};
        }
        String line = one.toString();
        return lines -> lines.append(line);
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
            if (reopening) {
                reopening = false;
                log.reopen();
            }
            // while nothing can be written there is always something to do: who closes or rotates must not wait for
            // that
            while (!reopening
                    && (waiting.drainTo(batch, BATCH) > 0 || !closing && (told < dropped.get() || log.isDue()))) {
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
        batch.forEach(line -> {
            if (!log.append(line)) {
                dropped.incrementAndGet();
            }
        });
        long all = dropped.get();
        boolean tells = all > told;
        if (tells) {
            String drops = drops(all);
            log.append(lines -> lines.append(drops));
        }
        int lost = log.flush();
        if (lost == 0) {
            told = all;
        } else {
            dropped.addAndGet(tells ? lost - 1 : lost);
            if (!closing) {
                LockSupport.parkNanos(this, LONGEST_REST);
            }
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

    /** Goes on in a file of the same name where the log's file has another name now: someone rotates it. */
    public void reopen() {
        reopening = true;
        LockSupport.unpark(writer);
    }

    /** Writes what waits and closes the log. What is offered from now on is dropped. */
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
        log.close();
    }
}

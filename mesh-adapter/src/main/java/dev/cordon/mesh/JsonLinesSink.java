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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Writes each record as a line of JSON into a chained log, on a thread of its own. Offering costs the making of the
 * line and a place in a queue. Where the queue is full, or the writing failed, the record is dropped and counted, and
 * the log itself says so in a line {@code {"dropped":N,"droppedInAll":M,"time":…}} as soon as it can be written again.
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

    private static final int LINE = 1_536;

    /**
     * Lines rather than records: a line is one object where a record is dozens, which each collection of the heap would
     * copy while everybody waits. And what a line tells of is at hand for the one that has decided; for the writer it
     * would have to come from memory once more.
     */
    private final Backlog<String> waiting;

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
        this.waiting = new Backlog<>(capacity);
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
        boolean taken = false;
        if (!closing && !waiting.isFull()) {
            StringBuilder line = new StringBuilder(LINE);
            try {
                form.accept(line, record);
                taken = waiting.offer(line.toString());
            } catch (RuntimeException e) {
                // one record without a JSON form must end neither the log nor the call
            }
        }
        if (!taken) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public long dropped() {
        return dropped.get();
    }

    private void write() {
        List<String> batch = new ArrayList<>(BATCH);
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
                    && (waiting.take(batch, BATCH) > 0 || !closing && (told < dropped.get() || log.isDue()))) {
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
    private void write(List<String> batch) {
        batch.forEach(line -> {
            if (!log.append(lines -> lines.append(line))) {
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

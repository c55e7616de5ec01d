package dev.cordon.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Exact token buckets in one process, as the generic cell rate algorithm: a bucket is the one instant at which it will
 * be full again. Its first call finds it full. All buckets of a call are locked while it is counted, in the order of
 * their kinds, so that a bucket that refuses takes nothing from the others and no call sees another's half. Buckets
 * that have long been full are forgotten, for a new one is the same.
 */
public final class LocalCounterStore implements CounterStore {

    /** So much later a bucket is full by the clock of every call that is under way. */
    private static final long SURELY = 60_000_000_000L;

    private static final int FEW = 1024;

    private final ConcurrentMap<Bucket, Cell> cells = new ConcurrentHashMap<>();
    private final AtomicInteger crowd = new AtomicInteger(FEW);

    /** A bucket's state; guarded by itself. */
    private static final class Cell {
        private final Bucket bucket;
        private final long interval;
        private final long capacity;
        private long fullAt;
        private boolean forgotten;

        Cell(Bucket bucket, long fullAt) {
            this.bucket = bucket;
            this.interval = bucket.interval();
            this.capacity = bucket.capacity();
            this.fullAt = fullAt;
        }

        /**
         * When it will be full, if a call is taken at that instant. The clock may wrap, so differences are compared.
         */
        private long after(long ticks) {
            return (fullAt - ticks > 0 ? fullAt : ticks) + interval;
        }

        Tally look(long ticks) {
            long reset = after(ticks) - ticks;
            long delay = reset - capacity;
            return delay > 0
                    ? new Tally(bucket, 0, delay, reset - interval)
                    : new Tally(bucket, -delay / interval, 0, reset);
        }

        void take(long ticks) {
            fullAt = after(ticks);
        }
    }

    @Override
    public Tally take(Demand demand, Instant wall, long ticks) {
        while (true) {
            List<Cell> taken = new ArrayList<>(demand.buckets().size());
            for (Bucket bucket : demand.buckets()) {
                taken.add(cell(bucket, ticks));
            }
            Tally tally = locked(taken, 0, ticks);
            if (tally != null) {
                tidy(ticks);
                return tally;
            }
        }
    }

    private Cell cell(Bucket bucket, long ticks) {
        Cell known = cells.get(bucket);
        return known != null ? known : cells.computeIfAbsent(bucket, of -> new Cell(of, ticks));
    }

    /** Null where one of them was forgotten meanwhile. */
    private static @Nullable Tally locked(List<Cell> cells, int from, long ticks) {
        if (from == cells.size()) {
            return count(cells, ticks);
        }
        Cell cell = cells.get(from);
        synchronized (cell) {
            return cell.forgotten ? null : locked(cells, from + 1, ticks);
        }
    }

    private static Tally count(List<Cell> cells, long ticks) {
        Tally tally = cells.get(0).look(ticks);
        for (int i = 1; i < cells.size(); i++) {
            tally = tally.or(cells.get(i).look(ticks));
        }
        if (tally.isGranted()) {
            cells.forEach(cell -> cell.take(ticks));
        }
        return tally;
    }

    /** Looks through all buckets when there are twice as many as the last time: a small share of the calls pays. */
    private void tidy(long ticks) {
        int many = crowd.get();
        if (cells.size() <= many || !crowd.compareAndSet(many, Integer.MAX_VALUE)) {
            return;
        }
        cells.values().forEach(cell -> {
            synchronized (cell) {
                if (ticks - cell.fullAt > SURELY) {
                    cell.forgotten = true;
                    cells.remove(cell.bucket, cell);
                }
            }
        });
        crowd.set(Math.max(FEW, 2 * cells.size()));
    }

    /** How many buckets are kept. */
    int size() {
        return cells.size();
    }
}

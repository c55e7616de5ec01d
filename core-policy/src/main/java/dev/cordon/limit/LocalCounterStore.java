package dev.cordon.limit;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Exact token buckets in one process, as the generic cell rate algorithm: a bucket is the one instant at which it will
 * be full again, moved by compare-and-set. A flow's first call finds its bucket full.
 */
public final class LocalCounterStore implements CounterStore {

    private static final long SECOND = 1_000_000_000L;
    /** About 146 years: far below the overflow of the arithmetic, far above any use. */
    private static final long FOREVER = Long.MAX_VALUE / 2;

    private final ConcurrentMap<FlowId, AtomicLong> fullAt = new ConcurrentHashMap<>();

    @Override
    public long take(FlowId flow, RateLimit limit, long nanos) {
        AtomicLong known = fullAt.get(flow);
        AtomicLong bucket = known != null ? known : fullAt.computeIfAbsent(flow, id -> new AtomicLong(nanos));
        long interval = Math.max(1, limit.per().seconds() * SECOND / limit.calls());
        long capacity = interval * Math.min(limit.burst(), FOREVER / interval);
        while (true) {
            long before = bucket.get();
            long base = before - nanos > 0 ? before : nanos;
            long after = base + interval;
            long wait = after - nanos - capacity;
            if (wait > 0) {
                return wait;
            }
            if (bucket.compareAndSet(before, after)) {
                return 0;
            }
        }
    }
}

package dev.cordon.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Uses since they were told to a ledger last, added up: a ledger is told of many at once. Bounded. Safe for use by many
 * threads; never blocks for long.
 *
 * @param <I> what things are known by
 */
public final class UsageTally<I> {

    private final int most;
    private final Map<What<I>, Count> counts = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();

    private record What<I>(I id, String operation) {}

    private record Count(Instant latest, long uses) {

        private Count and(Count other) {
            return new Count(other.latest.isAfter(latest) ? other.latest : latest, uses + other.uses);
        }
    }

    /**
     * An empty tally.
     *
     * @param most how many things' operations may be counted between two tellings, about; uses of further ones are not
     *     counted
     */
    public UsageTally(int most) {
        this.most = most;
    }

    /**
     * Counts a use.
     *
     * @param id what was used
     * @param operation what it was used for
     * @param at when
     */
    public void count(I id, String operation, Instant at) {
        What<I> what = new What<>(id, operation);
        if (counts.size() >= most && !counts.containsKey(what)) {
            dropped.incrementAndGet();
            return;
        }
        counts.merge(what, new Count(at, 1), Count::and);
    }

    /** What was counted since the last call of this. */
    public List<Use<I>> take() {
        List<Use<I>> uses = new ArrayList<>();
        for (What<I> what : List.copyOf(counts.keySet())) {
            Count count = counts.remove(what);
            if (count != null) {
                uses.add(new Use<>(what.id(), what.operation(), count.latest(), count.uses()));
            }
        }
        return uses;
    }

    /** How many uses were not counted. */
    public long dropped() {
        return dropped.get();
    }
}

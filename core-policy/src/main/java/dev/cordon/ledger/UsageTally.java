package dev.cordon.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Uses of tokens since they were told to a ledger last, added up: a ledger is told of many at once. Bounded. Safe for
 * use by many threads; never blocks for long.
 */
public final class UsageTally {

    private final int most;
    private final Map<What, Count> counts = new ConcurrentHashMap<>();
    private final AtomicLong dropped = new AtomicLong();

    private record What(String id, String operation) {}

    private record Count(Instant latest, long uses) {

        private Count and(Count other) {
            return new Count(other.latest.isAfter(latest) ? other.latest : latest, uses + other.uses);
        }
    }

    /**
     * An empty tally.
     *
     * @param most how many tokens' operations may be counted between two tellings, about; uses of further ones are not
     *     counted
     */
    public UsageTally(int most) {
        this.most = most;
    }

    /**
     * Counts a use.
     *
     * @param id the token's id
     * @param operation what was called
     * @param at when
     */
    public void count(String id, String operation, Instant at) {
        What what = new What(id, operation);
        if (counts.size() >= most && !counts.containsKey(what)) {
            dropped.incrementAndGet();
            return;
        }
        counts.merge(what, new Count(at, 1), Count::and);
    }

    /** What was counted since the last call of this. */
    public List<TokenLedger.Use> take() {
        List<TokenLedger.Use> uses = new ArrayList<>();
        for (What what : List.copyOf(counts.keySet())) {
            Count count = counts.remove(what);
            if (count != null) {
                uses.add(new TokenLedger.Use(what.id(), what.operation(), count.latest(), count.uses()));
            }
        }
        return uses;
    }

    /** How many uses were not counted. */
    public long dropped() {
        return dropped.get();
    }
}

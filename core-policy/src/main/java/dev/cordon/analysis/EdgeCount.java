package dev.cordon.analysis;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The calls of one edge. */
public final class EdgeCount {

    /** More than there are reasons; a forged log can name as many as it likes. */
    private static final int MOST_REASONS = 200;

    private final EdgeSummary.Edge edge;
    private final SortedMap<String, Long> denied = new TreeMap<>();
    private long allowed;
    private long shadowed;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    EdgeCount(EdgeSummary.Edge edge) {
        this.edge = edge;
    }

    void add(Instant time, Optional<String> reason, boolean inShadow) {
        if (reason.isEmpty()) {
            allowed++;
            shadowed += inShadow ? 1 : 0;
        } else {
            String why = denied.size() < MOST_REASONS || denied.containsKey(reason.get())
                    ? reason.get()
                    : EdgeSummary.UNKNOWN;
            denied.merge(why, 1L, Long::sum);
        }
        first = time.isBefore(first) ? time : first;
        last = time.isAfter(last) ? time : last;
    }

    /** From whom to what. */
    public EdgeSummary.Edge edge() {
        return edge;
    }

    /** How many calls went on. */
    public long allowed() {
        return allowed;
    }

    /** How many of these failed a condition that was not enforced, for their flow is in shadow mode. */
    public long shadowed() {
        return shadowed;
    }

    /** How many calls were denied, by reason; those that were let through all the same are among them. */
    public SortedMap<String, Long> denied() {
        return Collections.unmodifiableSortedMap(denied);
    }

    /** The instant of the first call. */
    public Instant first() {
        return first;
    }

    /** The instant of the last call. */
    public Instant last() {
        return last;
    }
}

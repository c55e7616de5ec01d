package dev.cordon.decision;

import dev.cordon.policy.LongLoop;
import java.util.Arrays;

/**
 * Rules by edge: from who (a service or segment) to what (an operation, a service or a segment), each a number of one
 * common space an end. Six look-ups find all rules of a call, however many rules there are.
 */
final class EdgeIndex {

    /** No rule. */
    static final int NONE = -1;

    /** An edge of each entry; those of one edge are chained, with ascending rules. */
    private final long[] edges;

    private final int[] rules;
    /** Open addressing, at most half full; an edge's first entry plus one, or 0. */
    private final int[] slots;
    /** The next entry of the same edge plus one, or 0. */
    private final int[] next;

    private final boolean wide;

    private EdgeIndex(Builder builder) {
        edges = builder.edges;
        rules = builder.rules;
        wide = builder.wide;
        slots = new int[Integer.highestOneBit(Math.max(8, builder.size * 4 - 1))];
        next = new int[builder.size];
        LongLoop.each(builder.size, i -> chain(builder.size - 1 - i));
    }

    /** The last entry comes first, so that each chain begins with the lowest rule. */
    private void chain(int entry) {
        int slot = slot(edges[entry]);
        while (slots[slot] != 0 && edges[slots[slot] - 1] != edges[entry]) {
            slot = slot + 1 & slots.length - 1;
        }
        next[entry] = slots[slot];
        slots[slot] = entry + 1;
    }

    /** Collects pairs of edge and rule, in the order of the rules. */
    static final class Builder {

        private long[] edges;
        private int[] rules;
        private int size;
        private boolean wide;

        /** @param pairs about how many there will be */
        Builder(int pairs) {
            edges = new long[Math.max(16, pairs)];
            rules = new int[edges.length];
        }

        void add(int from, int to, int rule) {
            if (size == edges.length) {
                edges = Arrays.copyOf(edges, size * 2);
                rules = Arrays.copyOf(rules, size * 2);
            }
            edges[size] = edge(from, to);
            rules[size] = rule;
            size++;
        }

        /** A rule for all operations of a service or segment. */
        void addWide(int from, int to, int rule) {
            add(from, to, rule);
            wide = true;
        }

        EdgeIndex build() {
            return new EdgeIndex(this);
        }
    }

    /** Whether a rule is for all operations of its target. */
    boolean isWide() {
        return wide;
    }

    private static long edge(int from, int to) {
        return (long) from << 32 | to;
    }

    private int slot(long edge) {
        long mixed = edge * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) & slots.length - 1;
    }

    /** The lowest rule of the edge that is above {@code after}, or {@link #NONE}. */
    int next(int from, int to, int after) {
        long edge = edge(from, to);
        int slot = slot(edge);
        while (slots[slot] != 0 && edges[slots[slot] - 1] != edge) {
            slot = slot + 1 & slots.length - 1;
        }
        int entry = slots[slot] - 1;
        while (entry >= 0 && rules[entry] <= after) {
            entry = next[entry] - 1;
        }
        return entry < 0 ? NONE : rules[entry];
    }
}

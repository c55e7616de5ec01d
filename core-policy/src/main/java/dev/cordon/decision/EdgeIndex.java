package dev.cordon.decision;

import java.util.Arrays;

/**
 * Rules by edge: from who (a service or segment) to what (an operation, a service or a segment), each a number of one
 * common space an end. Six look-ups find all rules of a call, however many rules there are.
 */
final class EdgeIndex {

    /** No rule. */
    static final int NONE = -1;

    private final long[] keys;
    private final int[] starts;
    private final int[] rules;

    private EdgeIndex(long[] keys, int[] starts, int[] rules) {
        this.keys = keys;
        this.starts = starts;
        this.rules = rules;
    }

    /** Collects pairs of edge and rule. */
    static final class Builder {

        private long[] pairs = new long[128];
        private int size;

        void add(int from, int to, int rule) {
            if (2 * size == pairs.length) {
                pairs = Arrays.copyOf(pairs, pairs.length * 2);
            }
            pairs[2 * size] = key(from, to);
            pairs[2 * size + 1] = rule;
            size++;
        }

        EdgeIndex build() {
            int capacity = Integer.highestOneBit(Math.max(8, size * 4 - 1));
            long[] keys = new long[capacity];
            int[] counts = new int[capacity];
            for (int i = 0; i < size; i++) {
                counts[claim(keys, pairs[2 * i])]++;
            }
            int[] starts = new int[capacity + 1];
            for (int slot = 0; slot < capacity; slot++) {
                starts[slot + 1] = starts[slot] + counts[slot];
            }
            int[] rules = new int[size];
            int[] filled = new int[capacity];
            for (int i = 0; i < size; i++) {
                int slot = claim(keys, pairs[2 * i]);
                rules[starts[slot] + filled[slot]++] = (int) pairs[2 * i + 1];
            }
            return new EdgeIndex(keys, starts, rules);
        }

        private static int claim(long[] keys, long key) {
            int slot = slot(key, keys.length);
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = slot + 1 & keys.length - 1;
            }
            keys[slot] = key;
            return slot;
        }
    }

    /** Both numbers plus one, so that no key is 0. */
    private static long key(int from, int to) {
        return (from + 1L) << 32 | to + 1L;
    }

    private static int slot(long key, int capacity) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed ^ mixed >>> 32) & capacity - 1;
    }

    /**
     * The lowest rule of the edge that is above {@code after}, or {@link #NONE}. Rules were added in ascending order.
     */
    int next(int from, int to, int after) {
        long key = key(from, to);
        int slot = slot(key, keys.length);
        while (keys[slot] != key) {
            if (keys[slot] == 0) {
                return NONE;
            }
            slot = slot + 1 & keys.length - 1;
        }
        for (int i = starts[slot]; i < starts[slot + 1]; i++) {
            if (rules[i] > after) {
                return rules[i];
            }
        }
        return NONE;
    }
}

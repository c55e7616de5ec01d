package dev.cordon.policy;

import java.util.Arrays;

/**
 * The edges of all flows, or of all forbids, in numbers. Services are numbered from 0 in the order of the policy, and
 * segments, as ends of rules, after them.
 */
public final class RuleEdges {

    /** Stands for a trust level, which is several segments. */
    public static final int SEVERAL = -1;

    private final int[] from;
    private final int[] to;
    /** Where each rule's operations start among all; one more entry at the end. */
    private final int[] starts;

    private final int[] operations;

    private RuleEdges(Builder builder) {
        from = builder.from;
        to = builder.to;
        starts = builder.starts;
        operations = builder.operations;
    }

    /** Collects edges, rule by rule. */
    static final class Builder {

        private final int[] from;
        private final int[] to;
        private final int[] starts;
        private int[] operations;
        private int rules;
        private int size;

        /** @param count how many rules there will be */
        Builder(int count) {
            from = new int[count];
            to = new int[count];
            starts = new int[count + 1];
            operations = new int[count + count / 2 + 16];
        }

        /** Starts the next rule. */
        void begin(int caller, int target) {
            from[rules] = caller;
            to[rules] = target;
            rules++;
        }

        /** Adds an operation that the rule lists. */
        void add(int operation) {
            if (size == operations.length) {
                operations = Arrays.copyOf(operations, size * 2);
            }
            operations[size++] = operation;
        }

        /** Ends the rule. */
        void end() {
            starts[rules] = size;
            if (size - starts[rules - 1] > 1) {
                Arrays.sort(operations, starts[rules - 1], size);
            }
        }

        RuleEdges build() {
            return new RuleEdges(this);
        }
    }

    /** The number of the caller, or {@link #SEVERAL}. */
    public int from(int rule) {
        return from[rule];
    }

    /** The number of the target, or {@link #SEVERAL}. */
    public int to(int rule) {
        return to[rule];
    }

    /** How many operations it lists, each as often as a service of the target offers it; none where it means all. */
    public int count(int rule) {
        return starts[rule + 1] - starts[rule];
    }

    /** The number of one of them, in ascending order. */
    public int operation(int rule, int index) {
        return operations[starts[rule] + index];
    }

    /** Whether an operation is among those listed. */
    public boolean lists(int rule, int operation) {
        return Arrays.binarySearch(operations, starts[rule], starts[rule + 1], operation) >= 0;
    }
}

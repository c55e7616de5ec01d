package dev.cordon.decision;

import dev.cordon.policy.LongLoop;
import dev.cordon.policy.Operation;
import dev.cordon.policy.PathTemplate;
import java.util.Arrays;
import java.util.List;

/** Collects templates and lays them out for {@link PathTrie}: flat arrays from the first template on, which grow. */
final class PathTrieBuilder {

    private static final int METHOD_BITS = 3;

    /** Open addressing, at most half full; an edge's number plus one, or 0. */
    private int[] slots;

    private int[] edgeParent;
    private int[] edgeChild;
    private String[] edgeText;
    private int edges;

    private int[] parameterChild;
    /** The methods of each node's operations, a bit each. */
    private int[] methodMask;

    private int nodes;

    /** The node at which each operation's template ends, and the operation with its method in the lowest bits. */
    private int[] endNode;

    private int[] endOperation;
    private int ends;

    private int laidOut = 1;

    /**
     * Makes room for templates of about two literals and two parameters; a wrong guess costs time only.
     *
     * @param operations about how many there will be
     */
    PathTrieBuilder(int operations) {
        int literals = Math.max(16, operations * 2);
        slots = new int[Integer.highestOneBit(literals * 4 - 1)];
        edgeParent = new int[literals];
        edgeChild = new int[literals];
        edgeText = new String[literals];
        parameterChild = new int[literals * 2];
        methodMask = new int[literals * 2];
        endNode = new int[Math.max(16, operations)];
        endOperation = new int[endNode.length];
    }

    /** A new root. */
    int root() {
        return node();
    }

    /** Adds an operation below a root. */
    void add(int root, Operation operation, int number) {
        int node = root;
        List<String> segments = operation.path().segments();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            node = PathTemplate.isParameter(segment) ? parameter(node) : literal(node, segment);
        }
        if (ends == endNode.length) {
            endNode = Arrays.copyOf(endNode, ends * 2);
            endOperation = Arrays.copyOf(endOperation, ends * 2);
        }
        int method = operation.method().ordinal();
        methodMask[node] |= 1 << method;
        endNode[ends] = node;
        endOperation[ends] = number << METHOD_BITS | method;
        ends++;
    }

    private int parameter(int node) {
        if (parameterChild[node] < 0) {
            int child = node();
            parameterChild[node] = child;
        }
        return parameterChild[node];
    }

    private int literal(int node, String text) {
        int slot = PathTrie.hash(node, text, 0, text.length()) & slots.length - 1;
        while (slots[slot] != 0) {
            int edge = slots[slot] - 1;
            if (edgeParent[edge] == node && edgeText[edge].equals(text)) {
                return edgeChild[edge];
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (edges == edgeParent.length) {
            grow();
            return literal(node, text);
        }
        slots[slot] = edges + 1;
        edgeParent[edges] = node;
        edgeText[edges] = text;
        int child = node();
        edgeChild[edges] = child;
        edges++;
        return child;
    }

    private void grow() {
        int size = edges * 2;
        edgeParent = Arrays.copyOf(edgeParent, size);
        edgeChild = Arrays.copyOf(edgeChild, size);
        edgeText = Arrays.copyOf(edgeText, size);
        slots = new int[Integer.highestOneBit(size * 4 - 1)];
        for (int i = 0; i < edges; i++) {
            String text = edgeText[i];
            int slot = PathTrie.hash(edgeParent[i], text, 0, text.length()) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = i + 1;
        }
    }

    private int node() {
        if (nodes == parameterChild.length) {
            parameterChild = Arrays.copyOf(parameterChild, nodes * 2);
            methodMask = Arrays.copyOf(methodMask, nodes * 2);
        }
        parameterChild[nodes] = PathTrie.NONE;
        return nodes++;
    }

    int[] slots() {
        return slots;
    }

    int[] edgeParents() {
        return edgeParent;
    }

    int[] edgeChildren() {
        return edgeChild;
    }

    String[] edgeTexts() {
        return edgeText;
    }

    int[] parameterChildren() {
        return parameterChild;
    }

    int[] methodMasks() {
        return methodMask;
    }

    /** Puts the operations of each node side by side, by method; {@code first} takes where those of a node start. */
    int[] operations(int[] first) {
        int[] operations = new int[ends + 1];
        LongLoop.each(ends, end -> place(end, first, operations));
        return operations;
    }

    /** Places are given from 1 on, so that 0 stands for none. */
    private void place(int end, int[] first, int[] operations) {
        int node = endNode[end];
        int mask = methodMask[node];
        if (first[node] == 0) {
            first[node] = laidOut;
            laidOut += Integer.bitCount(mask);
        }
        int bit = 1 << (endOperation[end] & (1 << METHOD_BITS) - 1);
        operations[first[node] + Integer.bitCount(mask & bit - 1)] = endOperation[end] >>> METHOD_BITS;
    }
}

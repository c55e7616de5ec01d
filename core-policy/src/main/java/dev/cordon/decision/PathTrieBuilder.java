package dev.cordon.decision;

import dev.cordon.policy.PathTemplate;
import java.util.Arrays;

/** Collects templates and lays them out for {@link PathTrie}: flat arrays from the first template on, which grow. */
final class PathTrieBuilder {

    private static final int METHODS = 8;

    /** Open addressing, at most half full; an edge's number plus one, or 0. */
    private int[] slots;

    private int[] edgeParent;
    private int[] edgeChild;
    private String[] edgeText;
    private int edges;

    private int[] parameterChild;
    /** The operations of each node by method, plus one, or 0. */
    private int[] byMethod;

    private int nodes;

    /** @param operations about how many there will be; wrong guesses cost time only */
    PathTrieBuilder(int operations) {
        int size = Integer.highestOneBit(Math.max(16, operations)) * 4;
        slots = new int[size * 2];
        edgeParent = new int[size];
        edgeChild = new int[size];
        edgeText = new String[size];
        parameterChild = new int[size];
        byMethod = new int[size * METHODS];
    }

    /** A new root. */
    int root() {
        return node();
    }

    /** Adds an operation below a root. */
    void add(int root, PathTrie.Entry entry) {
        int node = root;
        for (String segment : entry.segments()) {
            node = PathTemplate.isParameter(segment) ? parameter(node) : literal(node, segment);
        }
        byMethod[node * METHODS + entry.method()] = entry.operation() + 1;
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
        slots = new int[size * 2];
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
            byMethod = Arrays.copyOf(byMethod, nodes * 2 * METHODS);
        }
        parameterChild[nodes] = -1;
        return nodes++;
    }

    int[] slots() {
        return slots;
    }

    int[] edgeParents() {
        return Arrays.copyOf(edgeParent, edges);
    }

    int[] edgeChildren() {
        return Arrays.copyOf(edgeChild, edges);
    }

    String[] edgeTexts() {
        return Arrays.copyOf(edgeText, edges);
    }

    int[] parameterChildren() {
        return Arrays.copyOf(parameterChild, nodes);
    }

    int[] methodMasks() {
        int[] masks = new int[nodes];
        for (int node = 0; node < nodes; node++) {
            int mask = 0;
            for (int method = 0; method < METHODS; method++) {
                mask |= byMethod[node * METHODS + method] == 0 ? 0 : 1 << method;
            }
            masks[node] = mask;
        }
        return masks;
    }

    int[] firstOperations() {
        int[] masks = methodMasks();
        int[] first = new int[nodes];
        int count = 0;
        for (int node = 0; node < nodes; node++) {
            first[node] = count;
            count += Integer.bitCount(masks[node]);
        }
        return first;
    }

    int[] operationTable() {
        int[] table = new int[nodes * METHODS];
        int size = 0;
        for (int i = 0; i < nodes * METHODS; i++) {
            if (byMethod[i] != 0) {
                table[size++] = byMethod[i] - 1;
            }
        }
        return Arrays.copyOf(table, size);
    }
}

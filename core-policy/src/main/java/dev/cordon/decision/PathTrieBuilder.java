package dev.cordon.decision;

import dev.cordon.policy.PathTemplate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects templates and lays them out for {@link PathTrie}. */
final class PathTrieBuilder {

    private static final int METHODS = 8;

    private record Literal(int node, String text) {}

    private final Map<Literal, Integer> literals = new HashMap<>();
    private final List<Literal> edges = new ArrayList<>();
    private int[] edgeChild = new int[64];
    private int[] parameterChild = new int[64];
    private int[] byMethod = new int[64 * METHODS];
    private int nodes;

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
        Literal literal = new Literal(node, text);
        Integer known = literals.get(literal);
        if (known != null) {
            return known;
        }
        int child = node();
        literals.put(literal, child);
        if (edges.size() == edgeChild.length) {
            edgeChild = Arrays.copyOf(edgeChild, edges.size() * 2);
        }
        edgeChild[edges.size()] = child;
        edges.add(literal);
        return child;
    }

    private int node() {
        if (nodes == parameterChild.length) {
            parameterChild = Arrays.copyOf(parameterChild, nodes * 2);
            byMethod = Arrays.copyOf(byMethod, nodes * 2 * METHODS);
        }
        parameterChild[nodes] = -1;
        return nodes++;
    }

    /** Open addressing, at most half full; an edge's number plus one, or 0. */
    int[] slots() {
        int size = Integer.highestOneBit(Math.max(8, edges.size() * 4 - 1));
        int[] slots = new int[size];
        for (int i = 0; i < edges.size(); i++) {
            Literal edge = edges.get(i);
            int slot = PathTrie.hash(edge.node(), edge.text(), 0, edge.text().length()) & size - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & size - 1;
            }
            slots[slot] = i + 1;
        }
        return slots;
    }

    int[] edgeParents() {
        return edges.stream().mapToInt(Literal::node).toArray();
    }

    int[] edgeChildren() {
        return Arrays.copyOf(edgeChild, edges.size());
    }

    String[] edgeTexts() {
        return edges.stream().map(Literal::text).toArray(String[]::new);
    }

    int[] parameterChildren() {
        return Arrays.copyOf(parameterChild, nodes);
    }

    int[] methodMasks() {
        int[] masks = new int[nodes];
        for (int i = 0; i < nodes * METHODS; i++) {
            if (byMethod[i] != 0) {
                masks[i / METHODS] |= 1 << i % METHODS;
            }
        }
        return masks;
    }

    int[] firstOperations() {
        int[] first = new int[nodes];
        int count = 0;
        for (int node = 0; node < nodes; node++) {
            first[node] = count;
            for (int method = 0; method < METHODS; method++) {
                count += byMethod[node * METHODS + method] == 0 ? 0 : 1;
            }
        }
        return first;
    }

    int[] operationTable() {
        return Arrays.stream(byMethod, 0, nodes * METHODS)
                .filter(operation -> operation != 0)
                .map(operation -> operation - 1)
                .toArray();
    }
}

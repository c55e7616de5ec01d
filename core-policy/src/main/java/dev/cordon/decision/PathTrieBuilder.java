package dev.cordon.decision;

import dev.cordon.policy.LongLoop;
import dev.cordon.policy.Operation;
import dev.cordon.policy.PathTemplate;
import java.util.Arrays;
import java.util.List;

/** Collects templates in flat arrays, which grow, and lays them out as {@link PathTrie} wants them. */
final class PathTrieBuilder {

    private static final int METHOD_BITS = 3;

    private final PathWords.Builder words = new PathWords.Builder();

    /** Literals by parent and word: open addressing, at most half full; an edge's number plus one, or 0. */
    private int[] slots;

    private int[] edgeParent;
    private int[] edgeWord;
    private int[] edgeChild;
    private int edges;

    /** 0 where there is none: the first root is nobody's child. */
    private int[] parameterChild;
    /** The methods of each node's operations, a bit each. */
    private int[] methodMask;

    private int[] literals;

    private int nodes;

    /** The node at which each operation's template ends, and the operation with its method in the lowest bits. */
    private int[] endNode;

    private int[] endOperation;
    private int ends;

    /** Where each node is in the array, once it is laid out. */
    private int[] places = {};

    /**
     * Makes room for templates of about two literals and two parameters; a wrong guess costs time only.
     *
     * @param operations about how many there will be
     */
    PathTrieBuilder(int operations) {
        int most = Math.max(16, operations * 2);
        slots = new int[Integer.highestOneBit(most * 4 - 1)];
        edgeParent = new int[most];
        edgeWord = new int[most];
        edgeChild = new int[most];
        parameterChild = new int[most * 2];
        methodMask = new int[most * 2];
        literals = new int[most * 2];
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
            node = PathTemplate.isParameter(segment) ? parameter(node) : literal(node, words.add(segment));
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
        if (parameterChild[node] == 0) {
            int child = node();
            parameterChild[node] = child;
        }
        return parameterChild[node];
    }

    private int literal(int node, int word) {
        int slot = slot(node, word);
        while (slots[slot] != 0) {
            int edge = slots[slot] - 1;
            if (edgeParent[edge] == node && edgeWord[edge] == word) {
                return edgeChild[edge];
            }
            slot = slot + 1 & slots.length - 1;
        }
        if (edges == edgeParent.length) {
            grow();
            return literal(node, word);
        }
        slots[slot] = edges + 1;
        edgeParent[edges] = node;
        edgeWord[edges] = word;
        int child = node();
        edgeChild[edges] = child;
        literals[node]++;
        edges++;
        return child;
    }

    private int slot(int node, int word) {
        int hash = (node * 31 + word) * 0x9E3779B1;
        return (hash ^ hash >>> 15) & slots.length - 1;
    }

    private void grow() {
        int size = edges * 2;
        edgeParent = Arrays.copyOf(edgeParent, size);
        edgeWord = Arrays.copyOf(edgeWord, size);
        edgeChild = Arrays.copyOf(edgeChild, size);
        slots = new int[Integer.highestOneBit(size * 4 - 1)];
        for (int i = 0; i < edges; i++) {
            int slot = slot(edgeParent[i], edgeWord[i]);
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
            literals = Arrays.copyOf(literals, nodes * 2);
        }
        return nodes++;
    }

    /** The trie; {@link #place} says where its roots are. */
    PathTrie build() {
        places = new int[nodes + 1];
        places[0] = 1;
        LongLoop.each(
                nodes,
                node -> places[node + 1] =
                        places[node] + PathTrie.HEAD + Integer.bitCount(methodMask[node]) + 2 * literals[node]);
        int[] laid = new int[places[nodes]];
        LongLoop.each(nodes, node -> {
            laid[places[node]] = literals[node] << PathTrie.METHOD_BITS | methodMask[node];
            laid[places[node] + 1] = parameterChild[node] == 0 ? 0 : places[parameterChild[node]];
        });
        LongLoop.each(ends, end -> layOperation(end, laid));
        int[] byWord = edgesByWord();
        int[] filled = new int[nodes];
        LongLoop.each(edges, i -> layLiteral(byWord[i], filled, laid));
        return new PathTrie(words.build(), laid);
    }

    /** Where a root is in the trie. */
    int place(int root) {
        return places[root];
    }

    private void layOperation(int end, int[] laid) {
        int node = endNode[end];
        int bit = 1 << (endOperation[end] & (1 << METHOD_BITS) - 1);
        laid[places[node] + PathTrie.HEAD + Integer.bitCount(methodMask[node] & bit - 1)] =
                endOperation[end] >>> METHOD_BITS;
    }

    /** By counting: words are few and edges many. */
    private int[] edgesByWord() {
        int[] next = new int[words.count() + 1];
        LongLoop.each(edges, edge -> next[edgeWord[edge] + 1]++);
        for (int i = 1; i < next.length; i++) {
            next[i] += next[i - 1];
        }
        int[] sorted = new int[edges];
        LongLoop.each(edges, edge -> sorted[next[edgeWord[edge]]++] = edge);
        return sorted;
    }

    private void layLiteral(int edge, int[] filled, int[] laid) {
        int node = edgeParent[edge];
        int at = places[node] + PathTrie.HEAD + Integer.bitCount(methodMask[node]) + filled[node]++;
        laid[at] = edgeWord[edge];
        laid[at + literals[node]] = places[edgeChild[edge]];
    }
}

package dev.cordon.decision;

import java.util.Arrays;

/**
 * All path templates of all roots (a root is a host or a service) as one trie in one array. A node is a row of numbers,
 * and the nodes of a root lie side by side, so that a look-up stays within a few hundred bytes however large the policy
 * is. Literals are compared by the number of their word.
 *
 * <p>A node: its methods, a bit each, and above them how many literals it has; where its parameter leads, or 0; an
 * operation for each method; the words of its literals in ascending order; where each of them leads.
 */
final class PathTrie {

    /** No template matches. */
    static final int NONE = -1;
    /** A template matches and lacks the method. */
    static final int OTHER_METHOD = -2;
    /** A parameter would take what a server that ignores case reads as a literal. */
    static final int CASE_AMBIGUOUS = -3;

    /** How far above the methods the number of literals stands. */
    static final int METHOD_BITS = 8;
    /** The entries of a node before its operations. */
    static final int HEAD = 2;

    private static final int METHODS = (1 << METHOD_BITS) - 1;
    /** So many words are compared one by one. */
    private static final int FEW = 8;

    private final PathWords words;
    private final int[] nodes;

    /**
     * A trie.
     *
     * @param nodes as said above; the first entry belongs to no node
     */
    PathTrie(PathWords words, int[] nodes) {
        this.words = words;
        this.nodes = nodes;
    }

    /**
     * Finds the operation of a canonical path.
     *
     * @param root the node of the host or service
     * @param method the ordinal of the method, or -1 for one that no operation has
     * @return the operation's number, or one of the negative constants
     */
    int find(int root, String path, int method) {
        int node = match(root, path, 1);
        if (node < 0) {
            return node;
        }
        int mask = nodes[node] & METHODS;
        int bit = method < 0 ? 0 : 1 << method;
        return (mask & bit) == 0 ? OTHER_METHOD : nodes[node + HEAD + Integer.bitCount(mask & (bit - 1))];
    }

    /** The node at which the rest of the path ends, or a negative constant. */
    private int match(int node, String path, int start) {
        if (start > path.length()) {
            return (nodes[node] & METHODS) == 0 ? NONE : node;
        }
        int end = start;
        int hash = 0;
        while (end < path.length() && path.charAt(end) != '/') {
            hash = PathWords.hash(hash, path.charAt(end));
            end++;
        }
        hash = PathWords.spread(hash);
        int literal = literal(node, words.find(hash, path, start, end));
        if (literal >= 0) {
            int found = match(literal, path, end + 1);
            if (found != NONE) {
                return found;
            }
        }
        int child = nodes[node + 1];
        if (child == 0 || start == end) {
            return NONE;
        }
        int found = match(child, path, end + 1);
        return found != NONE && hidesLiteral(node, hash, path, start, end) ? CASE_AMBIGUOUS : found;
    }

    /** Where the literal of that word leads, or {@link #NONE}; no literal is {@link PathWords#UNKNOWN}. */
    private int literal(int node, int word) {
        if (word < 0) {
            return NONE;
        }
        int head = nodes[node];
        int count = head >>> METHOD_BITS;
        int from = node + HEAD + Integer.bitCount(head & METHODS);
        if (count > FEW) {
            int at = Arrays.binarySearch(nodes, from, from + count, word);
            return at < 0 ? NONE : nodes[at + count];
        }
        for (int i = from; i < from + count; i++) {
            if (nodes[i] == word) {
                return nodes[i + count];
            }
        }
        return NONE;
    }

    /** Whether a literal here differs from the segment in case only, be there an equal one beside it or not. */
    private boolean hidesLiteral(int node, int hash, String path, int start, int end) {
        int word = words.otherCase(PathWords.UNKNOWN, hash, path, start, end);
        while (word != PathWords.UNKNOWN) {
            if (literal(node, word) != NONE) {
                return true;
            }
            word = words.otherCase(word, hash, path, start, end);
        }
        return false;
    }
}

package dev.cordon.decision;

/**
 * All path templates of all roots (a root is a host or a service) as one trie in flat arrays: a look-up touches an edge
 * slot and an edge per segment, and compares characters. Literals are found by a hash that ignores ASCII case, so that
 * those that differ from a segment in case only stand in the same row of slots.
 */
final class PathTrie {

    /** No template matches. */
    static final int NONE = -1;
    /** A template matches and lacks the method. */
    static final int OTHER_METHOD = -2;
    /** A parameter would take what a server that ignores case reads as a literal. */
    static final int CASE_AMBIGUOUS = -3;

    private final int[] slots;
    private final int[] edgeParent;
    private final int[] edgeChild;
    private final String[] edgeText;
    private final int[] parameterChild;
    private final int[] methodMask;
    private final int[] firstOperation;
    private final int[] operations;

    PathTrie(PathTrieBuilder builder) {
        slots = builder.slots();
        edgeParent = builder.edgeParents();
        edgeChild = builder.edgeChildren();
        edgeText = builder.edgeTexts();
        parameterChild = builder.parameterChildren();
        methodMask = builder.methodMasks();
        firstOperation = new int[methodMask.length];
        operations = builder.operations(firstOperation);
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
        int mask = methodMask[node];
        int bit = method < 0 ? 0 : 1 << method;
        return (mask & bit) == 0 ? OTHER_METHOD : operations[firstOperation[node] + Integer.bitCount(mask & (bit - 1))];
    }

    /** The node at which the rest of the path ends, or a negative constant. */
    private int match(int node, String path, int start) {
        if (start > path.length()) {
            return methodMask[node] == 0 ? NONE : node;
        }
        int end = path.indexOf('/', start);
        if (end < 0) {
            end = path.length();
        }
        int literal = literal(node, path, start, end);
        if (literal >= 0) {
            int found = match(edgeChild[literal], path, end + 1);
            if (found != NONE) {
                return found;
            }
        }
        int child = parameterChild[node];
        if (child < 0 || start == end) {
            return NONE;
        }
        int found = match(child, path, end + 1);
        return found != NONE && hidesLiteral(node, path, start, end) ? CASE_AMBIGUOUS : found;
    }

    /** The edge with exactly this text, or {@link #NONE}. */
    private int literal(int node, String path, int start, int end) {
        int mask = slots.length - 1;
        int slot = hash(node, path, start, end) & mask;
        while (slots[slot] != 0) {
            int edge = slots[slot] - 1;
            if (edgeParent[edge] == node
                    && edgeText[edge].length() == end - start
                    && path.startsWith(edgeText[edge], start)) {
                return edge;
            }
            slot = slot + 1 & mask;
        }
        return NONE;
    }

    /** Whether a literal here differs from the segment in case only, be there an equal one beside it or not. */
    private boolean hidesLiteral(int node, String path, int start, int end) {
        int mask = slots.length - 1;
        int slot = hash(node, path, start, end) & mask;
        while (slots[slot] != 0) {
            int edge = slots[slot] - 1;
            String text = edgeText[edge];
            if (edgeParent[edge] == node
                    && text.length() == end - start
                    && path.regionMatches(true, start, text, 0, text.length())
                    && !path.startsWith(text, start)) {
                return true;
            }
            slot = slot + 1 & mask;
        }
        return false;
    }

    /** Equal for texts that are equal but for ASCII case. */
    static int hash(int node, String text, int start, int end) {
        int hash = node * 0x9E3779B1;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            hash = hash * 31 + (c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        hash *= 0x85EBCA6B;
        return hash ^ hash >>> 15;
    }
}

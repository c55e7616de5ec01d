package dev.cordon.chain;

import java.nio.charset.StandardCharsets;

/**
 * Chains the lines of a log: each gets, as its last members, its number {@code seq} and the value {@code chain}, the
 * SHA-256 of the value before and of all bytes of the line up to and with its number. A byte that is changed anywhere
 * breaks the chain there. For one thread.
 */
public final class RecordChain {

    private final ChainHash hash = new ChainHash();
    private Link last;

    /** A chain that goes on from there. */
    public RecordChain(Link last) {
        this.last = last;
    }

    /**
     * Makes an object the next line of the chain.
     *
     * @param lines ends with a JSON object that has a member and no white space
     * @param start where that object begins
     */
    public void append(StringBuilder lines, int start) {
        int end = lines.length() - 1;
        if (end <= start + 1 || lines.charAt(start) != '{' || lines.charAt(end) != '}') {
            throw new IllegalArgumentException("this is no JSON object with a member");
        }
        long sequence = last.sequence() + 1;
        lines.setLength(end);
        lines.append(ChainedLine.SEQUENCE).append(sequence);
        byte[] covered = lines.substring(start).getBytes(StandardCharsets.UTF_8);
        String value = hash.next(last.value(), covered, covered.length);
        lines.append(ChainedLine.VALUE).append(value).append(ChainedLine.END);
        last = new Link(sequence, value);
    }

    /** Where it stands. */
    public Link last() {
        return last;
    }
}

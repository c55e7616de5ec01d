package dev.cordon.analysis;

/** A line of a decision log can't be read. */
public final class UnreadableLineException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with it, in lowercase, to follow the words "line 7:" */
    UnreadableLineException(String message) {
        super(message);
    }
}

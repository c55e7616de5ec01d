package dev.cordon.status;

/** A text is no status list. */
public final class UnreadableStatusListException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong with it, in one line */
    public UnreadableStatusListException(String message) {
        super(message);
    }
}

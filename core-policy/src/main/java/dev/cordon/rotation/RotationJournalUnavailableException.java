package dev.cordon.rotation;

/** The journal of rotations does not answer, or answers what can't be used. */
public final class RotationJournalUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public RotationJournalUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public RotationJournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.cordon.gate;

/** What a call opens could not be noted. */
public final class OpeningNotNotedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public OpeningNotNotedException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public OpeningNotNotedException(String message, Throwable cause) {
        super(message, cause);
    }
}

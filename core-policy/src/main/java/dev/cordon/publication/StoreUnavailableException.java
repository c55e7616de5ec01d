package dev.cordon.publication;

/** A store did not answer, or its answer could not be used. */
public final class StoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public StoreUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

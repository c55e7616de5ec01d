package dev.cordon.revocation;

/** The revocation store does not answer, or answers what can't be used. */
public final class RevocationStoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public RevocationStoreUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public RevocationStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

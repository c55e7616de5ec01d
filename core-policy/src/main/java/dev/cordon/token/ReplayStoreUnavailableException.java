package dev.cordon.token;

/** The replay store can't say whether a proof was used before. */
public final class ReplayStoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, without secrets */
    public ReplayStoreUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public ReplayStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

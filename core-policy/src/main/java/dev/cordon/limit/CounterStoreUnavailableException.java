package dev.cordon.limit;

/** The counter store can't count. */
public final class CounterStoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, without secrets */
    public CounterStoreUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public CounterStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

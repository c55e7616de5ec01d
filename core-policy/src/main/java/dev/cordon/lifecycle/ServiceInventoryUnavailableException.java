package dev.cordon.lifecycle;

/** What runs is not told, or answers what can't be used. */
public final class ServiceInventoryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public ServiceInventoryUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public ServiceInventoryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

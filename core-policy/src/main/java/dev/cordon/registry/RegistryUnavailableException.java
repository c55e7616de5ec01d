package dev.cordon.registry;

/** The registry of services does not answer, or answers what can't be used. */
public final class RegistryUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public RegistryUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

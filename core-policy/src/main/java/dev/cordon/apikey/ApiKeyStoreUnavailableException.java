package dev.cordon.apikey;

/** The store of API keys does not answer, or answers what can't be used. */
public final class ApiKeyStoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public ApiKeyStoreUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public ApiKeyStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

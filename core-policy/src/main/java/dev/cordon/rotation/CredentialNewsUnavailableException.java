package dev.cordon.rotation;

/** Whoever uses credentials could not be told of a change. */
public final class CredentialNewsUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public CredentialNewsUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public CredentialNewsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

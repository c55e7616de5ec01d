package dev.cordon.rotation;

/** The vault of secrets does not answer, or answers what can't be used. */
public final class SecretVaultUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public SecretVaultUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public SecretVaultUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

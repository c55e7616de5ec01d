package dev.cordon.issuance;

/** The store of the issuer's keys does not answer, or answers what can't be used. */
public final class SigningKeyStoreUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public SigningKeyStoreUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public SigningKeyStoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

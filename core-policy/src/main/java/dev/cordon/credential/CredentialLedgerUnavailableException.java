package dev.cordon.credential;

/** The credential ledger does not answer, or answers what can't be used. */
public final class CredentialLedgerUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public CredentialLedgerUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public CredentialLedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.cordon.ledger;

/** The token ledger does not answer, or answers what can't be used. */
public final class TokenLedgerUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public TokenLedgerUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public TokenLedgerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

package dev.cordon.token;

/** A private key can't be used now. */
public final class SignerUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed, without secrets */
    public SignerUnavailableException(String message) {
        super(message);
    }
}

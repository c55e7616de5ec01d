package dev.cordon.discovery;

/** An issuer's keys can't be read; the message says why. */
public final class KeysUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message a lowercase line that says what to do */
    public KeysUnavailableException(String message) {
        super(message);
    }
}

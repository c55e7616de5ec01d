package dev.cordon.token;

/** A key or key set can't be used as it is written. */
public final class InvalidKeyFileException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong and what to write instead, without key material */
    public InvalidKeyFileException(String message) {
        super(message);
    }
}

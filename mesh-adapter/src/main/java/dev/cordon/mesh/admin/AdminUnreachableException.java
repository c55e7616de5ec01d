package dev.cordon.mesh.admin;

/** Whoever has the store open gives no answer. What was asked may or may not have been done. */
public final class AdminUnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    AdminUnreachableException(String message) {
        super(message);
    }

    AdminUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

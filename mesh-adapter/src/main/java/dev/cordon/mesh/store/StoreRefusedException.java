package dev.cordon.mesh.store;

/** A store, or the key that it needs, can't be used as it is. Nothing was changed. The message says what to do. */
public final class StoreRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    StoreRefusedException(String message) {
        super(message);
    }

    StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}

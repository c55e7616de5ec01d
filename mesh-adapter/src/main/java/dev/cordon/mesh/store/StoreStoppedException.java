package dev.cordon.mesh.store;

/** The store gives no answer: it is closed, its file could not be written, or an entry is damaged. */
final class StoreStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    StoreStoppedException(String message) {
        super(message);
    }

    StoreStoppedException(String message, Throwable cause) {
        super(message, cause);
    }
}

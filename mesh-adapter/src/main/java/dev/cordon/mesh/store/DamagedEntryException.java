package dev.cordon.mesh.store;

/** What the file holds is not what was written. */
final class DamagedEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without what the entry says */
    DamagedEntryException(String message) {
        super(message);
    }
}

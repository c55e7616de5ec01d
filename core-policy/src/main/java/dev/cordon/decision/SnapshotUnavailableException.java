package dev.cordon.decision;

/** A snapshot could not be read, or was refused. */
public final class SnapshotUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, without secrets */
    public SnapshotUnavailableException(String message) {
        super(message);
    }
}

package dev.cordon.mesh.store;

/** A store, or the key that it needs, can't be used as it is. Nothing was changed. The message says what to do. */
public final class StoreRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean inUse;

    StoreRefusedException(String message) {
        super(message);
        this.inUse = false;
    }

    StoreRefusedException(String message, Throwable cause) {
        super(message, cause);
        this.inUse = false;
    }

    private StoreRefusedException(String message, boolean inUse) {
        super(message);
        this.inUse = inUse;
    }

    static StoreRefusedException inUse(String message) {
        return new StoreRefusedException(message, true);
    }

    /** Whether nothing is wrong but that somebody else has it open. */
    public boolean isInUse() {
        return inUse;
    }
}

package dev.cordon.entry;

/** What a store holds is not what was written. */
public final class DamagedEntryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, without what the entry says */
    public DamagedEntryException(String message) {
        super(message);
    }
}

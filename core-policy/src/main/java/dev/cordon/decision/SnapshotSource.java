package dev.cordon.decision;

import java.util.Optional;

/** Where an enforcement point has its snapshot from. Implementations are safe for use by many threads. */
public interface SnapshotSource {

    /** The last good snapshot; empty until one was read. Never blocks. */
    Optional<Snapshot> current();

    /**
     * Reads what has changed and publishes a new snapshot whole; keeps the last good one where that fails.
     *
     * @throws SnapshotUnavailableException where it could not be read, or what was read was refused
     */
    void refresh() throws SnapshotUnavailableException;

    /**
     * A token named a key that is not known: a source that reads keys from issuers asks them with a coming refresh, as
     * far as they may be asked. Others need do nothing. Never blocks.
     */
    default void keyUnknown() {}
}

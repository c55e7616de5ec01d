package dev.cordon.aws.connection;

import dev.cordon.publication.StoreUnavailableException;
import java.util.Optional;

/** What is noted of sweeps. Implementations are safe for use by many threads, also of several processes. */
public interface SweepNotes {

    /** The last note of a stage; empty where its connections were never gone through. */
    Optional<SweepNote> read(SocketStage stage) throws StoreUnavailableException;

    /**
     * Replaces a stage's note, if it is still as it was read.
     *
     * @return whether it was
     */
    boolean replace(SocketStage stage, Optional<SweepNote> known, SweepNote next) throws StoreUnavailableException;
}

package dev.cordon.aws.cache;

import dev.cordon.publication.StoreUnavailableException;
import java.util.Optional;

/** What is noted of flushes. Implementations are safe for use by many threads, also of several processes. */
public interface FlushNotes {

    /** The last note of a stage; empty where it never forgot anything. */
    Optional<FlushNote> read(ApiStage stage) throws StoreUnavailableException;

    /**
     * Replaces a stage's note, if it is still as it was read.
     *
     * @return whether it was
     */
    boolean replace(ApiStage stage, Optional<FlushNote> known, FlushNote next) throws StoreUnavailableException;
}

package dev.cordon.aws.connection;

import dev.cordon.publication.StoreUnavailableException;
import java.util.Optional;

/** What is known now of decisions that were made before. Implementations are safe for use by many threads. */
public interface Hindsight {

    /**
     * Learns what is known now.
     *
     * @throws StoreUnavailableException where it can't be learned: then nothing may be concluded
     */
    Judge now() throws StoreUnavailableException;

    /** Decides again by what was known at one time. */
    interface Judge {

        /** What becomes of a decision, as of its own instant. Never throws: one that can't be read is objected to. */
        Finding of(NotedConnection connection);
    }

    /**
     * What becomes of a decision.
     *
     * @param caller who called; empty where that is not known
     * @param objection why it would be a denial, in a word or a line; empty where it would not
     */
    record Finding(Optional<String> caller, Optional<String> objection) {}
}

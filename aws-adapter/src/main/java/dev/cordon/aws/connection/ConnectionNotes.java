package dev.cordon.aws.connection;

import dev.cordon.publication.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** What is noted of connections. Implementations are safe for use by many threads, also of several processes. */
public interface ConnectionNotes {

    /**
     * Some of a stage's connections, in the order of their ids.
     *
     * @param connections those
     * @param last the id behind which there may be more; empty where there are none
     */
    record Page(List<NotedConnection> connections, Optional<String> last) {

        /** Copies the list. */
        public Page {
            connections = List.copyOf(connections);
        }
    }

    /**
     * Notes one, which may be done twice.
     *
     * @throws StoreUnavailableException where it may or may not have been
     */
    void note(SocketStage stage, NotedConnection connection) throws StoreUnavailableException;

    /**
     * Reads some of them. What was noted before is among them.
     *
     * @param after the id behind which they begin; empty for the first ones
     */
    Page page(SocketStage stage, Optional<String> after) throws StoreUnavailableException;

    /** Forgets one; where there is none, nothing happens. */
    void forget(SocketStage stage, String id) throws StoreUnavailableException;
}

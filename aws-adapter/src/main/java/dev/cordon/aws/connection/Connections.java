package dev.cordon.aws.connection;

import dev.cordon.publication.StoreUnavailableException;

/** Connections as API Gateway has them. Implementations are safe for use by many threads. */
public interface Connections {

    /**
     * Closes one.
     *
     * @return whether it was open
     * @throws StoreUnavailableException where it may be open still
     */
    boolean close(SocketStage stage, String id) throws StoreUnavailableException;
}

package dev.cordon.aws.cache;

import dev.cordon.publication.StoreUnavailableException;

/** The caches of authorizers' answers. Implementations are safe for use by many threads. */
public interface ApiCaches {

    /**
     * Has a stage forget all answers of its authorizers.
     *
     * @throws StoreUnavailableException where it may or may not have
     */
    void flush(ApiStage stage) throws StoreUnavailableException;
}

package dev.cordon.apikey;

import java.time.Instant;

/** Where API keys are kept. Implementations are safe for use by many threads. */
public interface ApiKeyStore {

    /**
     * The keys as they are now: strongly consistent, their revision higher than that of all other keys read before.
     *
     * @throws ApiKeyStoreUnavailableException where that can't be known
     */
    ApiKeys read() throws ApiKeyStoreUnavailableException;

    /**
     * Adds a key, before it is handed out: when this returns it is kept, whatever happens to the process.
     *
     * @return whether it was added; false where a key of that id or of that hash is there already
     * @throws ApiKeyStoreUnavailableException where it may or may not have been added; it must not be handed out
     */
    boolean add(ApiKey key) throws ApiKeyStoreUnavailableException;

    /**
     * Revokes a key, for good. One that was revoked before stays as it is.
     *
     * @return whether there is a key of that id
     * @throws ApiKeyStoreUnavailableException where it may or may not have been revoked
     */
    boolean revoke(String id, Instant at) throws ApiKeyStoreUnavailableException;

    /**
     * Forgets keys that expired before that time.
     *
     * @return how many
     * @throws ApiKeyStoreUnavailableException where they may or may not have been forgotten
     */
    int forget(Instant before) throws ApiKeyStoreUnavailableException;
}

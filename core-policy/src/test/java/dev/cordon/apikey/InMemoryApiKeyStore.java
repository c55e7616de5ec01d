package dev.cordon.apikey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A store of API keys for tests, with failures to order. */
public final class InMemoryApiKeyStore implements ApiKeyStore {

    private final Map<String, ApiKey> keys = new HashMap<>();
    private long revision;
    private boolean down;

    /** Whether it does not answer from now on. */
    public synchronized void isDown(boolean now) {
        down = now;
    }

    @Override
    public synchronized ApiKeys read() throws ApiKeyStoreUnavailableException {
        requireUp();
        return ApiKeys.of(revision, keys.values());
    }

    @Override
    public synchronized boolean add(ApiKey key) throws ApiKeyStoreUnavailableException {
        requireUp();
        boolean taken = keys.values().stream()
                .anyMatch(one -> one.id().equals(key.id()) || one.hash().equals(key.hash()));
        if (!taken) {
            keys.put(key.id(), key);
            revision++;
        }
        return !taken;
    }

    @Override
    public synchronized boolean revoke(String id, Instant at) throws ApiKeyStoreUnavailableException {
        requireUp();
        ApiKey known = keys.get(id);
        if (known == null) {
            return false;
        }
        keys.put(id, known.revoked(at));
        revision++;
        return true;
    }

    @Override
    public synchronized int forget(Instant before) throws ApiKeyStoreUnavailableException {
        requireUp();
        int all = keys.size();
        if (keys.values().removeIf(key -> key.terms().expiresAt().isBefore(before))) {
            revision++;
        }
        return all - keys.size();
    }

    private void requireUp() throws ApiKeyStoreUnavailableException {
        if (down) {
            throw new ApiKeyStoreUnavailableException("the store does not answer");
        }
    }
}

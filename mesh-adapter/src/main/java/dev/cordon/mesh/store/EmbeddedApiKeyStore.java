package dev.cordon.mesh.store;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.entry.ApiKeyText;
import dev.cordon.entry.DamagedEntryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** API keys by their ids, and how often they have changed. */
final class EmbeddedApiKeyStore implements ApiKeyStore {

    private static final String KEY = "api-key/";
    private static final String REVISION = "api-keys";

    private final StoreThread thread;

    /** The keys that were read last; of the store's thread alone. */
    private @Nullable ApiKeys latest;

    EmbeddedApiKeyStore(StoreThread thread) {
        this.thread = thread;
    }

    @Override
    public ApiKeys read() throws ApiKeyStoreUnavailableException {
        return run(this::keys);
    }

    @Override
    public boolean add(ApiKey key) throws ApiKeyStoreUnavailableException {
        String text = ApiKeyText.write(key);
        return run(entries -> {
            boolean taken = entries.get(KEY + key.id()).isPresent()
                    || keys(entries).find(key.hash()).isPresent();
            if (!taken) {
                entries.put(KEY + key.id(), text);
                grow(entries);
            }
            return !taken;
        });
    }

    @Override
    public boolean revoke(String id, Instant at) throws ApiKeyStoreUnavailableException {
        return run(entries -> {
            Optional<ApiKey> known = entries.get(KEY + id).map(ApiKeyText::read);
            if (known.isPresent() && !known.get().isRevoked()) {
                entries.put(KEY + id, ApiKeyText.write(known.get().revoked(at)));
                grow(entries);
            }
            return known.isPresent();
        });
    }

    @Override
    public int forget(Instant before) throws ApiKeyStoreUnavailableException {
        return run(entries -> {
            List<ApiKey> over = keys(entries).all().stream()
                    .filter(key -> key.terms().expiresAt().isBefore(before))
                    .toList();
            over.forEach(key -> entries.remove(KEY + key.id()));
            if (!over.isEmpty()) {
                grow(entries);
            }
            return over.size();
        });
    }

    private ApiKeys keys(Entries entries) {
        ApiKeys known = latest;
        long revision = revision(entries);
        if (known == null || known.revision() != revision) {
            known = readAll(entries, revision);
            latest = known;
        }
        return known;
    }

    private static ApiKeys readAll(Entries entries, long revision) {
        List<ApiKey> all = entries.all(KEY).stream().map(ApiKeyText::read).toList();
        try {
            return ApiKeys.of(revision, all);
        } catch (IllegalArgumentException e) {
            DamagedEntryException damage = new DamagedEntryException("two API keys have one hash");
            damage.initCause(e);
            throw damage;
        }
    }

    private static void grow(Entries entries) {
        entries.put(REVISION, Long.toString(revision(entries) + 1));
    }

    private static long revision(Entries entries) {
        return entries.get(REVISION).map(Long::parseLong).orElse(0L);
    }

    private <T> T run(StoreThread.Work<T> work) throws ApiKeyStoreUnavailableException {
        try {
            return thread.run(work);
        } catch (StoreStoppedException e) {
            throw new ApiKeyStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}

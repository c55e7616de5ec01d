package dev.cordon.aws.store.table;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.entry.ApiKeyText;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.publication.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** API keys by their ids, their ids by the hashes of what is shown, and how often they have changed. */
final class DynamoApiKeyStore implements ApiKeyStore {

    private static final String KEY = "api-key";
    private static final String HASH = "api-key-hash";

    /** Two changes each, and some of the log. */
    private static final int FORGOTTEN = ControlTable.MOST_CHANGES / 2 - 2;

    private final ControlTable table;
    private final ChangeLog log;
    private final Latest<ApiKeys> latest = new Latest<>(ApiKeys.none(), ApiKeys::revision);

    DynamoApiKeyStore(ControlTable table, ChangeLog log) {
        this.table = table;
        this.log = log;
    }

    @Override
    public ApiKeys read() throws ApiKeyStoreUnavailableException {
        return run(() -> {
            ApiKeys known = latest.get();
            for (int attempt = 0; attempt < Rests.MOST; attempt++) {
                long revision = log.at().revision();
                if (known.revision() == revision) {
                    return latest.keep(known);
                }
                known = readAll(revision);
            }
            throw new StoreUnavailableException("API keys change faster than they can be read");
        });
    }

    /** Of that revision, if nothing was changed meanwhile. */
    private ApiKeys readAll(long revision) throws StoreUnavailableException {
        List<ApiKey> all = table.behind(KEY, Optional.empty(), Integer.MAX_VALUE).stream()
                .map(entry -> ApiKeyText.read(entry.text()))
                .toList();
        try {
            return ApiKeys.of(revision, all);
        } catch (IllegalArgumentException e) {
            throw new StoreUnavailableException("two API keys have one hash: restore the table", e);
        }
    }

    @Override
    public boolean add(ApiKey key) throws ApiKeyStoreUnavailableException {
        Change put = Change.put(key(key.id()), ApiKeyText.write(key)).ifStill(Optional.empty());
        Change hash = Change.put(hash(key), key.id()).ifStill(Optional.empty());
        return run(() -> table.change(
                () -> table.get(put.key()).isPresent() || table.get(hash.key()).isPresent()
                        ? Optional.empty()
                        : Optional.of(and(List.of(put, hash), key.id()))));
    }

    @Override
    public boolean revoke(String id, Instant at) throws ApiKeyStoreUnavailableException {
        return run(() -> table.change(() -> {
            Optional<String> there = table.get(key(id));
            if (there.isEmpty()) {
                return Optional.empty();
            }
            ApiKey known = ApiKeyText.read(there.get());
            return Optional.of(
                    known.isRevoked()
                            ? List.of()
                            : and(
                                    List.of(Change.put(key(id), ApiKeyText.write(known.revoked(at)))
                                            .ifStill(there)),
                                    id));
        }));
    }

    @Override
    public int forget(Instant before) throws ApiKeyStoreUnavailableException {
        return run(() -> {
            List<Entry> over = table.behind(KEY, Optional.empty(), Integer.MAX_VALUE).stream()
                    .filter(entry ->
                            ApiKeyText.read(entry.text()).terms().expiresAt().isBefore(before))
                    .toList();
            int forgotten = 0;
            for (int from = 0; from < over.size(); from += FORGOTTEN) {
                forgotten += forget(over.subList(from, Math.min(over.size(), from + FORGOTTEN)));
            }
            return forgotten;
        });
    }

    private int forget(List<Entry> over) throws StoreUnavailableException {
        List<Entry> there = new ArrayList<>();
        boolean unused = table.change(() -> {
            there.clear();
            List<Change> changes = new ArrayList<>();
            for (Entry entry : over) {
                Optional<String> text = table.get(key(entry.id()));
                if (text.isPresent()) {
                    there.add(entry);
                    changes.add(Change.remove(key(entry.id())).ifStill(text));
                    changes.add(Change.remove(hash(ApiKeyText.read(text.get()))));
                }
            }
            return Optional.of(changes.isEmpty() ? List.of() : and(changes, "forgotten"));
        });
        return there.size();
    }

    private List<Change> and(List<Change> changes, String what) throws StoreUnavailableException {
        List<Change> all = new ArrayList<>(changes);
        all.addAll(log.next(what));
        return all;
    }

    private static Key key(String id) {
        return new Key(KEY, id);
    }

    private static Key hash(ApiKey key) {
        return new Key(HASH, key.hash().toString());
    }

    private static <T> T run(Work<T> work) throws ApiKeyStoreUnavailableException {
        try {
            return work.run();
        } catch (StoreUnavailableException | DamagedEntryException e) {
            throw new ApiKeyStoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }
}

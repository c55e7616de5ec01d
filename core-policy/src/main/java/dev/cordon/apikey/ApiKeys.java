package dev.cordon.apikey;

import dev.cordon.token.TokenHash;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All API keys, immutable: those that were revoked, too, so that a call with one is told from a call with none that was
 * ever made. They are looked up by the hash of what was shown. How long that takes may tell of the hash, from which
 * nobody gets to a text that has it.
 */
public final class ApiKeys {

    private static final ApiKeys NONE = new ApiKeys(0, Map.of());

    private final long revision;
    private final Map<TokenHash, ApiKey> byHash;
    private final Map<String, ApiKey> byId = new HashMap<>();
    private final Set<String> revoked;

    private ApiKeys(long revision, Map<TokenHash, ApiKey> byHash) {
        this.revision = revision;
        this.byHash = byHash;
        byHash.values().forEach(key -> byId.put(key.id(), key));
        this.revoked = byHash.values().stream()
                .filter(ApiKey::isRevoked)
                .map(ApiKey::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** No keys, of revision 0. */
    public static ApiKeys none() {
        return NONE;
    }

    /**
     * These keys.
     *
     * @param revision grows with every change of the keys
     * @throws IllegalArgumentException where two have one hash: it could not be said what a call is for
     */
    public static ApiKeys of(long revision, Collection<ApiKey> keys) {
        Map<TokenHash, ApiKey> byHash = new HashMap<>();
        for (ApiKey key : keys) {
            if (byHash.put(key.hash(), key) != null) {
                throw new IllegalArgumentException("API key `" + key.id() + "` has the hash of another one");
            }
        }
        return new ApiKeys(revision, byHash);
    }

    /** The revision of these keys. */
    public long revision() {
        return revision;
    }

    /** The key whose text has that hash, as it was kept: whether it works now is not looked at. */
    public Optional<ApiKey> find(TokenHash hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    /**
     * Whether a chain began with one of these keys.
     *
     * @param transaction the chain's {@code txn}
     * @param origin the service where it began
     * @param issuedAt when the origin was issued what it began with, in seconds since the epoch
     */
    public boolean begin(String transaction, String origin, long issuedAt) {
        ApiKey key = byId.get(transaction);
        return key != null
                && key.grant().edge().caller().text().equals(origin)
                && key.terms().createdAt().getEpochSecond() == issuedAt;
    }

    /** Whether the key of that id was revoked. */
    public boolean hasRevoked(String id) {
        return revoked.contains(id);
    }

    /** All keys, in no order that means anything. */
    public List<ApiKey> all() {
        return List.copyOf(byHash.values());
    }
}

package dev.cordon.administration;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.ledger.Usage;
import dev.cordon.token.TokenHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The API keys of partners: looked at, and taken away. Safe for use by many threads; blocks as long as its stores do.
 */
public final class ApiKeyRegister {

    private final ApiKeyStore keys;
    private final TokenLedger ledger;

    /**
     * An API key and how it was used.
     *
     * @param key what is kept of it
     * @param usage how it was used
     */
    public record Holding(ApiKey key, Usage usage) {

        /** What becomes of calls with it at that time, as far as that is up to the key. */
        public State state(Instant now) {
            if (key.isRevoked()) {
                return State.REVOKED;
            }
            return now.isBefore(key.terms().expiresAt()) ? State.ACTIVE : State.EXPIRED;
        }
    }

    /** Whether a key works. */
    public enum State {
        /** It does. */
        ACTIVE,
        /** Its end has come. */
        EXPIRED,
        /** It was taken away. */
        REVOKED
    }

    /**
     * A part of what is wanted, in the order of ids.
     *
     * @param holdings as many as were asked for, or fewer where these are the last
     * @param next after which id the next page begins; empty where this is the last
     */
    public record Page(List<Holding> holdings, Optional<String> next) {

        /** Copies the list. */
        public Page {
            holdings = List.copyOf(holdings);
        }
    }

    /** Over these stores. */
    public ApiKeyRegister(ApiKeyStore keys, TokenLedger ledger) {
        this.keys = keys;
        this.ledger = ledger;
    }

    /**
     * The part of what is wanted that follows an id.
     *
     * @param after the {@code next} of the page before; empty for the first
     * @param most how many at most, from 1
     */
    public Page page(Predicate<ApiKey> wanted, Optional<String> after, int most)
            throws ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        List<ApiKey> following = keys.read().all().stream()
                .filter(key -> key.id().compareTo(after.orElse("")) > 0)
                .filter(wanted)
                .sorted(Comparator.comparing(ApiKey::id))
                .limit(most + 1L)
                .toList();
        boolean more = following.size() > most;
        List<Holding> holdings = new ArrayList<>();
        for (ApiKey key : more ? following.subList(0, most) : following) {
            holdings.add(holding(key));
        }
        return new Page(holdings, more ? Optional.of(following.get(most - 1).id()) : Optional.empty());
    }

    /** The key of that id. */
    public Optional<Holding> find(String id) throws ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        return first(key -> key.id().equals(id));
    }

    /**
     * The key whose text has that hash: whose was it that somebody found?
     *
     * @param hash as {@link TokenHash#toString} writes it
     */
    public Optional<Holding> findByHash(String hash)
            throws ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        return first(key -> key.hash().toString().equals(hash));
    }

    private Optional<Holding> first(Predicate<ApiKey> wanted)
            throws ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        Optional<ApiKey> key = keys.read().all().stream().filter(wanted).findFirst();
        return key.isEmpty() ? Optional.empty() : Optional.of(holding(key.get()));
    }

    /**
     * Revokes a key, for good: a call with it is denied from the enforcement points' next refresh on. One that was
     * revoked before stays as it is.
     *
     * @throws AdministrationRefusedException where there is no key of that id
     */
    public Holding revoke(String id, Instant now)
            throws AdministrationRefusedException, ApiKeyStoreUnavailableException, TokenLedgerUnavailableException {
        boolean unused = keys.revoke(id, now);
        return find(id).orElseThrow(
                        () -> new AdministrationRefusedException("there is no API key `" + id + "`: list them"));
    }

    /** One that the ledger has no line of was not used as far as is known. */
    private Holding holding(ApiKey key) throws TokenLedgerUnavailableException {
        return new Holding(
                key, ledger.find(key.id()).map(TokenLedger.Line::usage).orElse(Usage.NONE));
    }
}

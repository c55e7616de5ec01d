package dev.cordon.administration;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedger;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What was handed out, with who answers for it. Safe for use by many threads; blocks as long as its ledgers do. */
public final class TokenInventory {

    /** How many lines are read at once, and for one page: a page takes a bounded time, however few are wanted. */
    private static final int READ_AT_ONCE = 256;

    private static final int READ_FOR_A_PAGE = 16 * READ_AT_ONCE;

    private final TokenLedger tokens;
    private final CredentialLedger credentials;
    private final ApiKeyStore apiKeys;

    /**
     * Something that was handed out.
     *
     * @param line what it is, and how it was used
     * @param owner who answers for it, or for the credential that it was obtained with; empty where that is not kept
     */
    public record Holding(Line line, Optional<String> owner) {}

    /**
     * A part of what is wanted, in the order of ids.
     *
     * @param holdings may be fewer than were asked for, or none, even where more follow
     * @param next after which id the next page begins; empty where this is the last
     */
    public record Page(List<Holding> holdings, Optional<String> next) {

        /** Copies the list. */
        public Page {
            holdings = List.copyOf(holdings);
        }
    }

    /** Over these ledgers and that store. */
    public TokenInventory(TokenLedger tokens, CredentialLedger credentials, ApiKeyStore apiKeys) {
        this.tokens = tokens;
        this.credentials = credentials;
        this.apiKeys = apiKeys;
    }

    /** What is still good, was handed out before that time, and has not been used since. */
    public static Predicate<Line> unused(Instant since, Instant now) {
        return line -> now.isBefore(line.entry().expiresAt())
                && line.entry().issuedAt().isBefore(since)
                && line.usage().last().map(since::isAfter).orElse(true);
    }

    /**
     * The part of what is wanted that follows an id.
     *
     * @param after the {@code next} of the page before; empty for the first
     * @param most how many at most, from 1
     */
    public Page page(Predicate<Line> wanted, Optional<String> after, int most)
            throws TokenLedgerUnavailableException, CredentialLedgerUnavailableException,
                    ApiKeyStoreUnavailableException {
        List<Line> found = new ArrayList<>();
        Optional<String> last = after;
        for (int read = 0; read < READ_FOR_A_PAGE; read += READ_AT_ONCE) {
            List<Line> lines = lines(last);
            for (Line line : lines) {
                last = Optional.of(line.entry().id());
                if (wanted.test(line)) {
                    found.add(line);
                }
                if (found.size() == most) {
                    return new Page(owned(found), last);
                }
            }
            if (lines.size() < READ_AT_ONCE) {
                return new Page(owned(found), Optional.empty());
            }
        }
        return new Page(owned(found), last);
    }

    /** Ids that do not go on would keep whoever asks for pages busy for ever. */
    private List<Line> lines(Optional<String> after) throws TokenLedgerUnavailableException {
        List<Line> lines = tokens.page(after, READ_AT_ONCE);
        String last = after.orElse("");
        for (Line line : lines) {
            if (line.entry().id().compareTo(last) <= 0) {
                throw new TokenLedgerUnavailableException("the ledger's entries are not in the order of their ids");
            }
            last = line.entry().id();
        }
        return lines;
    }

    /** What was handed out under that id. */
    public Optional<Holding> find(String id)
            throws TokenLedgerUnavailableException, CredentialLedgerUnavailableException,
                    ApiKeyStoreUnavailableException {
        Optional<Line> line = tokens.find(id);
        return line.isEmpty()
                ? Optional.empty()
                : Optional.of(owned(List.of(line.get())).get(0));
    }

    private List<Holding> owned(List<Line> lines)
            throws CredentialLedgerUnavailableException, ApiKeyStoreUnavailableException {
        Map<ServiceName, List<Credential>> known = new HashMap<>();
        Map<String, String> ofKeys = ownersOfKeys(lines);
        List<Holding> holdings = new ArrayList<>();
        for (Line line : lines) {
            LedgerEntry entry = line.entry();
            if (entry.kind() == LedgerEntry.Kind.API_KEY) {
                holdings.add(new Holding(line, Optional.ofNullable(ofKeys.get(entry.id()))));
                continue;
            }
            ServiceName caller = entry.edge().caller();
            if (!known.containsKey(caller)) {
                known.put(caller, credentials.of(caller));
            }
            Optional<String> owner = known.getOrDefault(caller, List.of()).stream()
                    .filter(one -> one.generation() == entry.generation())
                    .map(one -> one.terms().owner())
                    .findFirst();
            holdings.add(new Holding(line, owner));
        }
        return holdings;
    }

    /** By the keys' ids; read only where there is a key. */
    private Map<String, String> ownersOfKeys(List<Line> lines) throws ApiKeyStoreUnavailableException {
        Map<String, String> owners = new HashMap<>();
        if (lines.stream().anyMatch(line -> line.entry().kind() == LedgerEntry.Kind.API_KEY)) {
            for (ApiKey key : apiKeys.read().all()) {
                owners.put(key.id(), key.terms().owner());
            }
        }
        return owners;
    }
}

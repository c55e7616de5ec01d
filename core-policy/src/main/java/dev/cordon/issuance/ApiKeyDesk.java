package dev.cordon.issuance;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeyStore;
import dev.cordon.apikey.ApiKeyStoreUnavailableException;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.policy.Binding;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.ApiKeyText;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Makes API keys: one flow of the policy each, no wider than the policy allows, entered in the ledger and kept by its
 * hash before it is handed out. Safe for use by many threads; blocks as long as its stores do.
 */
public final class ApiKeyDesk {

    private static final int ID_BYTES = 12;

    /** No credential was shown for it. */
    private static final long NO_GENERATION = -1;

    private final SnapshotSource snapshots;
    private final ApiKeyStore keys;
    private final TokenLedger ledger;
    private final SecureRandom random;

    /** A desk that keeps keys there, and enters them there. */
    public ApiKeyDesk(SnapshotSource snapshots, ApiKeyStore keys, TokenLedger ledger, SecureRandom random) {
        this.snapshots = snapshots;
        this.keys = keys;
        this.ledger = ledger;
        this.random = random;
    }

    /**
     * Makes a key.
     *
     * @throws TokenRefusedException where there may be no such key, or it can't be made now
     */
    public IssuedApiKey issue(ApiKeyRequest request, Moment now) throws TokenRefusedException {
        Snapshot snapshot = snapshot(now);
        Service caller = snapshot.policy()
                .serviceNamed(request.caller().text())
                .orElseThrow(() -> invalid("`" + request.caller() + "` is no service of the policy"));
        AllowedEdge edge = new EdgeRules(snapshot.policy(), TokenKind.API_KEY)
                .find(request.edge(), caller.name(), List.of(caller.name()), flow -> true);
        requireAlive(caller.name(), edge.target().name(), new Parties(snapshot, now.wall()));
        requireFresh(edge.segment(), snapshot, now);
        requireBindable(edge.segment(), request.wishes());
        ApiKeyText text = ApiKeyText.random(random);
        ApiKey key = new ApiKey(id(), text.hash(), grant(request, edge, snapshot), terms(request.wishes(), now));
        keep(key);
        return new IssuedApiKey(text, key);
    }

    private Snapshot snapshot(Moment now) throws TokenRefusedException {
        Snapshot snapshot = snapshots.current().orElseThrow(() -> unavailable("there is no policy yet"));
        Instant end = snapshot.revisions().policy().validUntil();
        if (!now.wall().isBefore(end)) {
            throw unavailable("the policy was valid until `" + end + "`");
        }
        return snapshot;
    }

    /** A key made now would be denied where all that was issued up to now is revoked. */
    private static void requireAlive(ServiceName caller, ServiceName target, Parties parties)
            throws TokenRefusedException {
        Optional<String> closed = parties.whyNotCaller(caller).or(() -> parties.whyNotTarget(target));
        if (closed.isPresent()) {
            throw new TokenRefusedException(OAuthError.INVALID_TARGET, closed.get());
        }
        if (parties.areCutOff(caller)) {
            throw unavailable("all that `" + caller + "` was issued up to now is revoked: try again in some seconds");
        }
    }

    private static void requireFresh(Segment segment, Snapshot snapshot, Moment now) throws TokenRefusedException {
        Duration age = Duration.ofNanos(now.ticks() - snapshot.asOf());
        if (age.compareTo(segment.freshness().denyAfter()) > 0) {
            throw unavailable("what is known of the policy and of revocations is too old");
        }
    }

    /** A key that lacks what the segment demands would be denied wherever it is shown. */
    private static void requireBindable(Segment segment, ApiKeyRequest.Wishes wishes) throws TokenRefusedException {
        List<Binding> demanded = segment.token().bind();
        if (demanded.contains(Binding.MTLS) || demanded.contains(Binding.DPOP)) {
            throw new TokenRefusedException(
                    OAuthError.INVALID_TARGET,
                    "segment `" + segment.name() + "` demands tokens bound to their holder, which no API key is");
        }
        if (demanded.contains(Binding.NETWORK) && wishes.networks().isEmpty()) {
            throw invalid("segment `" + segment.name() + "` demands tokens bound to a network: name one");
        }
    }

    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "ak-" + HexFormat.of().formatHex(bytes);
    }

    private static ApiKey.Grant grant(ApiKeyRequest request, AllowedEdge edge, Snapshot snapshot) {
        ServiceName target = edge.target().name();
        return new ApiKey.Grant(
                new LedgerEntry.Edge(request.caller(), target, edge.flow().id()),
                edge.scopes(),
                new ApiKey.Bounds(
                        snapshot.revisions().policy().environment(),
                        request.wishes().networks(),
                        request.wishes().windows()));
    }

    private static ApiKey.Terms terms(ApiKeyRequest.Wishes wishes, Moment now) throws TokenRefusedException {
        Instant start = now.wall().truncatedTo(ChronoUnit.SECONDS);
        if (wishes.expiresAt().isAfter(start.plus(ApiKey.Terms.LONGEST))) {
            throw invalid("an API key lives up to " + ApiKey.Terms.LONGEST.toDays() + " days: ask for less");
        }
        try {
            return new ApiKey.Terms(wishes.owner(), start, wishes.expiresAt(), Optional.empty());
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** In the ledger first: a key that nobody answers for must not work. */
    private void keep(ApiKey key) throws TokenRefusedException {
        ApiKey.Terms terms = key.terms();
        LedgerEntry entry = new LedgerEntry(
                key.id(),
                LedgerEntry.Kind.API_KEY,
                key.grant().edge(),
                NO_GENERATION,
                key.id(),
                terms.createdAt(),
                terms.expiresAt(),
                Optional.empty());
        try {
            if (!ledger.enter(entry) || !keys.add(key)) {
                throw unavailable("there is a key of that id already");
            }
        } catch (TokenLedgerUnavailableException | ApiKeyStoreUnavailableException e) {
            throw unavailable(String.valueOf(e.getMessage()));
        }
    }

    private static TokenRefusedException invalid(String why) {
        return new TokenRefusedException(OAuthError.INVALID_REQUEST, why);
    }

    private static TokenRefusedException unavailable(String why) {
        return new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, why);
    }
}

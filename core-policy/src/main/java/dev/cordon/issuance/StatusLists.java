package dev.cordon.issuance;

import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.status.StatusList;
import dev.cordon.status.StatusListToken;
import dev.cordon.token.Signer;
import dev.cordon.token.SignerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The published status of the tokens that were issued (draft-ietf-oauth-status-list): a list is made when somebody asks
 * for it, from what is revoked and the entries of the ledger that are alive, and kept for a while, so that what it
 * takes does not hang on how often it is asked for. Safe for use by many threads; blocks as long as its stores do.
 */
public final class StatusLists {

    /** How long a copy serves before a fresh one should be fetched. */
    static final Duration TTL = Duration.ofMinutes(1);

    /** How long a list says anything: who can't fetch a fresh one by then refuses tokens. */
    static final Duration LIFE = Duration.ofMinutes(10);

    /** How long a list is kept while nothing is revoked: an entry may come to be revoked by its time. */
    private static final Duration KEPT = Duration.ofSeconds(30);

    /** A list of so many entries is not made more often than once a second: one of a million once in 50 seconds. */
    private static final long ENTRIES_A_SECOND = 20_000;

    private static final int PAGE = 1_000;

    private final Parts parts;
    private final Map<Long, Slot> slots = new ConcurrentHashMap<>();

    /**
     * What lists are made from.
     *
     * @param issuer the issuer identifier
     * @param snapshots tell which service is in which segment
     * @param revocations what is revoked
     * @param ledger what was issued
     * @param minters know what signs now
     */
    public record Parts(
            String issuer,
            SnapshotSource snapshots,
            RevocationStore revocations,
            StatusLedger ledger,
            Minters minters) {}

    /** One list, made by one at a time. */
    private record Slot(ReentrantLock lock, AtomicReference<@Nullable Kept> kept) {}

    /**
     * A list as it was made.
     *
     * @param revision that of the revocations
     * @param madeAt when it was looked whether it is still so
     * @param entries how many were looked at
     */
    private record Kept(Published published, BitSet revoked, long revision, Instant madeAt, long entries) {

        boolean serves(long current, Instant now) {
            Duration age = Duration.between(madeAt, now);
            Duration pause = Duration.ofSeconds(1 + entries / ENTRIES_A_SECOND);
            return !age.isNegative()
                    && (age.compareTo(pause) < 0 || revision == current && age.compareTo(KEPT) < 0)
                    && now.isBefore(published.expiresAt());
        }
    }

    /**
     * A list, signed.
     *
     * @param token the text
     * @param keyId the {@code kid} of its key
     * @param issuedAt its {@code iat}
     * @param expiresAt its {@code exp}
     */
    public record Published(String token, String keyId, Instant issuedAt, Instant expiresAt) {}

    /** Lists of these parts. */
    public StatusLists(Parts parts) {
        this.parts = parts;
    }

    /**
     * The URIs of all lists that a living token names.
     *
     * @throws TokenLedgerUnavailableException where they can't be known
     */
    public List<String> uris(Instant now) throws TokenLedgerUnavailableException {
        return parts.ledger().lists(now).stream()
                .map(list -> StatusPlaces.uri(parts.issuer(), list))
                .toList();
    }

    /**
     * A list by its number; empty where no living token names it, a minute after the last one's end at most. What is
     * revoked shows in it within a second, and of very many tokens within as many seconds as {@value #ENTRIES_A_SECOND}
     * go into them.
     *
     * @throws TokenRefusedException where it can't be made now
     */
    public Optional<Published> find(long list, Instant now) throws TokenRefusedException {
        try {
            Slot slot = slots.get(list);
            if (slot == null) {
                if (isUnnamed(list, now)) {
                    return Optional.empty();
                }
                slots.values().removeIf(old -> isOver(old, now));
                slot = slots.computeIfAbsent(
                        list, number -> new Slot(new ReentrantLock(), new AtomicReference<@Nullable Kept>()));
            }
            return find(list, slot, now);
        } catch (TokenLedgerUnavailableException | RevocationStoreUnavailableException | SignerUnavailableException e) {
            throw new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private boolean isUnnamed(long list, Instant now) throws TokenLedgerUnavailableException {
        return parts.ledger().listed(list, now, Optional.empty(), 1).isEmpty();
    }

    private static boolean isOver(Slot slot, Instant now) {
        Kept kept = slot.kept().get();
        return kept != null && !now.isBefore(kept.published().expiresAt());
    }

    private Optional<Published> find(long list, Slot slot, Instant now)
            throws TokenLedgerUnavailableException, RevocationStoreUnavailableException, SignerUnavailableException,
                    TokenRefusedException {
        RevocationList revocations = parts.revocations().read();
        Kept known = slot.kept().get();
        if (known != null && known.serves(revocations.revision(), now)) {
            return Optional.of(known.published());
        }
        if (!slot.lock().tryLock()) {
            if (known != null && now.isBefore(known.published().expiresAt())) {
                // somebody else is making it
                return Optional.of(known.published());
            }
            slot.lock().lock();
        }
        try {
            Kept latest = slot.kept().get();
            if (latest == null || !latest.serves(revocations.revision(), now)) {
                if (isUnnamed(list, now)) {
                    slots.remove(list, slot);
                    return Optional.empty();
                }
                latest = make(list, latest, revocations, now);
                slot.kept().set(latest);
            }
            return Optional.of(latest.published());
        } finally {
            slot.lock().unlock();
        }
    }

    private Kept make(long list, @Nullable Kept before, RevocationList revocations, Instant now)
            throws TokenLedgerUnavailableException, SignerUnavailableException, TokenRefusedException {
        Snapshot snapshot = parts.snapshots()
                .current()
                .orElseThrow(
                        () -> new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, "there is no policy yet"));
        BitSet revoked = new BitSet(StatusPlaces.SIZE);
        long entries = 0;
        if (!revocations.isEmpty()) {
            entries = mark(list, new RevokedEntries(revocations, snapshot, parts.issuer(), now), revoked, now);
        }
        Signer signer = parts.minters().at(now).signer();
        boolean same = before != null
                && before.revoked().equals(revoked)
                && before.published().keyId().equals(signer.keyId())
                && !now.isBefore(before.published().issuedAt())
                && now.isBefore(before.published().issuedAt().plus(LIFE.dividedBy(2)));
        Published published = same && before != null ? before.published() : publish(list, revoked, signer, now);
        return new Kept(published, revoked, revocations.revision(), now, entries);
    }

    /** Sets the bits of what is revoked; how many entries were looked at. */
    private long mark(long list, RevokedEntries revokedEntries, BitSet revoked, Instant now)
            throws TokenLedgerUnavailableException {
        long count = 0;
        Optional<LedgerEntry> after = Optional.empty();
        while (true) {
            List<LedgerEntry> page = parts.ledger().listed(list, now, after, PAGE);
            for (LedgerEntry entry : page) {
                entry.listing()
                        .filter(listing -> revokedEntries.has(entry, listing))
                        .ifPresent(listing -> revoked.set(listing.index()));
            }
            count += page.size();
            if (page.size() < PAGE) {
                return count;
            }
            after = Optional.of(page.get(PAGE - 1));
        }
    }

    private Published publish(long list, BitSet revoked, Signer signer, Instant now) throws SignerUnavailableException {
        Instant start = Instant.ofEpochSecond(now.getEpochSecond());
        StatusListToken token = new StatusListToken(
                StatusPlaces.uri(parts.issuer(), list),
                start,
                start.plus(LIFE),
                TTL,
                StatusList.of(StatusPlaces.SIZE, revoked));
        return new Published(token.sign(signer), signer.keyId(), start, start.plus(LIFE));
    }
}

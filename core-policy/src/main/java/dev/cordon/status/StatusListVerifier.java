package dev.cordon.status;

import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TypedJws;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Checks status lists that a service fetched, so that it learns of revoked tokens by itself: one fetch serves for a
 * million tokens. Where a list can't be had or does not count, refuse the tokens that name it. Immutable and safe to
 * share between threads.
 */
public final class StatusListVerifier {

    /** How far the issuer's clock may be ahead, in seconds; nothing is added to the end. */
    private static final long LEEWAY = 5;

    /** The latest second that a time may name: the end of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private final JsonWebKeys keys;
    private final SignatureProvider provider;

    /** @param keys the public keys of the issuer of the tokens, the only ones that count */
    public StatusListVerifier(JsonWebKeys keys) {
        this(keys, SignatureProvider.jdk());
    }

    /** The same with another provider of signatures, which does not change the verdict. */
    public StatusListVerifier(JsonWebKeys keys, SignatureProvider provider) {
        this.keys = keys;
        this.provider = provider;
    }

    /** The outcome. */
    public sealed interface Outcome {}

    /** It counts. */
    public record Verified(FetchedStatusList list) implements Outcome {}

    /** It does not count. */
    public record Rejected(StatusListDefect defect) implements Outcome {}

    /**
     * Checks a list (draft-ietf-oauth-status-list §8.3). Never throws, whatever the text.
     *
     * @param text what was fetched
     * @param uri what it was fetched from: that of the tokens
     */
    public Outcome verify(String text, String uri, Instant now) {
        TypedJws.Opened opened = TypedJws.openLong(StatusListToken.TYPE, text, keys, provider);
        if (opened instanceof TypedJws.Opened.Refused refused) {
            return new Rejected(
                    switch (refused.defect()) {
                        case MALFORMED -> StatusListDefect.MALFORMED;
                        case TYPE -> StatusListDefect.TYPE;
                        case ALGORITHM, KEY, ISSUER -> StatusListDefect.KEY;
                        case SIGNATURE -> StatusListDefect.SIGNATURE;
                        case CLAIMS -> StatusListDefect.CLAIMS;
                    });
        }
        return read(((TypedJws.Opened.Claims) opened).claims())
                .map(token -> check(token, uri, now))
                .orElseGet(() -> new Rejected(StatusListDefect.CLAIMS));
    }

    private static Outcome check(StatusListToken token, String uri, Instant now) {
        if (!token.uri().equals(uri)) {
            return new Rejected(StatusListDefect.SUBJECT);
        } else if (token.issuedAt().isAfter(now.plusSeconds(LEEWAY))) {
            return new Rejected(StatusListDefect.NOT_YET_VALID);
        } else if (!now.isBefore(token.expiresAt())) {
            return new Rejected(StatusListDefect.EXPIRED);
        }
        return new Verified(new FetchedStatusList(token));
    }

    /** All five claims are required: a list without end would hide later revocations from whoever is shown it. */
    private static Optional<StatusListToken> read(Map<String, Object> claims) {
        long issued = whole(claims, StatusListToken.ISSUED);
        long end = whole(claims, StatusListToken.END);
        long ttl = whole(claims, StatusListToken.TTL);
        if (!(claims.get(StatusListToken.URI) instanceof String uri) || issued < 0 || end <= issued || ttl < 1) {
            return Optional.empty();
        }
        return list(claims)
                .map(list -> new StatusListToken(
                        uri, Instant.ofEpochSecond(issued), Instant.ofEpochSecond(end), Duration.ofSeconds(ttl), list));
    }

    private static Optional<StatusList> list(Map<String, Object> claims) {
        try {
            return claims.get(StatusListToken.LIST) instanceof Map<?, ?> list
                            && list.get(StatusListToken.BITS) instanceof Long bits
                            && list.get(StatusListToken.STATUSES) instanceof String statuses
                    ? Optional.of(StatusList.decode(bits, statuses))
                    : Optional.empty();
        } catch (UnreadableStatusListException e) {
            return Optional.empty();
        }
    }

    private static long whole(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Long number && number <= LATEST ? number : -1;
    }
}

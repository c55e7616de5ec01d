package dev.cordon.status;

import dev.cordon.token.StatusReference;
import java.time.Instant;

/** A status list whose signature holds. Only the verifier makes one. Immutable. */
public final class FetchedStatusList {

    private final StatusListToken token;

    FetchedStatusList(StatusListToken token) {
        this.token = token;
    }

    /** What it says. */
    public StatusListToken token() {
        return token;
    }

    /** From when on a fresh one should be fetched; this one serves on until it expires. */
    public Instant freshUntil(Instant fetchedAt) {
        Instant end = fetchedAt.plus(token.ttl());
        return end.isBefore(token.expiresAt()) ? end : token.expiresAt();
    }

    /**
     * The status of a token, which is to be verified first. {@link TokenStatus#UNKNOWN} where the token names another
     * list or a place beyond it, or where this list has expired.
     */
    public TokenStatus of(StatusReference reference, Instant now) {
        if (!reference.uri().equals(token.uri()) || !now.isBefore(token.expiresAt())) {
            return TokenStatus.UNKNOWN;
        }
        return TokenStatus.of(token.list().at(reference.index()).orElse(-1));
    }
}

package dev.cordon.token;

import java.time.Instant;

/** A token just made: a secret. Its text leaves this object only by {@link #reveal}. */
public final class MintedToken {

    private final String compact;
    private final String id;
    private final String transaction;
    private final Instant expiresAt;

    MintedToken(String compact, String id, String transaction, Instant expiresAt) {
        this.compact = compact;
        this.id = id;
        this.transaction = transaction;
        this.expiresAt = expiresAt;
    }

    /** The token's text: a secret. */
    public String reveal() {
        return compact;
    }

    /** Its {@code jti}. */
    public String id() {
        return id;
    }

    /** Its {@code txn}. */
    public String transaction() {
        return transaction;
    }

    /** Its {@code exp}. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Names the token, with nothing that could be used. */
    @Override
    public String toString() {
        return "token " + id;
    }
}

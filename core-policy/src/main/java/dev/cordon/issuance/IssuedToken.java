package dev.cordon.issuance;

import dev.cordon.audit.TokenRecord;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Scope;
import dev.cordon.token.MintedToken;
import java.util.List;

/**
 * A token that was made and entered in the ledger.
 *
 * @param token the token: a secret
 * @param entry what the ledger says of it
 * @param scopes its scopes
 * @param bound whether it is bound to a key, so that calls need a DPoP proof
 */
public record IssuedToken(MintedToken token, LedgerEntry entry, List<Scope> scopes, boolean bound) {

    /** Copies the list. */
    public IssuedToken {
        scopes = List.copyOf(scopes);
    }

    /** How long it is good for, in seconds: {@code expires_in} (RFC 6749 §5.1). */
    public long lifeSeconds() {
        return entry.expiresAt().getEpochSecond() - entry.issuedAt().getEpochSecond();
    }

    /** What the log tells of it. */
    TokenRecord.Issued record() {
        return new TokenRecord.Issued(
                entry.id(),
                entry.transaction(),
                entry.edge().purpose().text(),
                scopes.stream().map(Scope::text).toList(),
                entry.expiresAt());
    }
}

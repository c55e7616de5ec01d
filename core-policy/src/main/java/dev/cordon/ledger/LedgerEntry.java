package dev.cordon.ledger;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.time.Instant;

/**
 * Something that was handed out and lets its holder call: what it is for, and until when. It never holds the thing
 * itself.
 *
 * @param id the {@code jti} of a token, or the public part of a key; unique in the ledger
 * @param kind what it is
 * @param edge whom it lets call whom
 * @param generation the generation of the credential it was obtained with
 * @param transaction the {@code txn} of its chain
 * @param issuedAt when it was handed out, in whole seconds
 * @param expiresAt from when on it is of no use, in whole seconds
 */
public record LedgerEntry(
        String id, Kind kind, Edge edge, long generation, String transaction, Instant issuedAt, Instant expiresAt) {

    /** What was handed out. */
    public enum Kind {
        /** A segment token. */
        TOKEN,
        /** An opaque key for a partner. */
        API_KEY
    }

    /**
     * Whom it lets call whom.
     *
     * @param caller who answers for it
     * @param target who is called
     * @param purpose the one flow it is for
     */
    public record Edge(ServiceName caller, ServiceName target, FlowId purpose) {}

    /** @throws IllegalArgumentException where an id is missing or the end is not after the start */
    public LedgerEntry {
        if (id.isEmpty() || transaction.isEmpty() || !expiresAt.isAfter(issuedAt)) {
            throw new IllegalArgumentException("a ledger entry has an id, a transaction, and an end after its start");
        }
    }
}

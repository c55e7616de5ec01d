package dev.cordon.ledger;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
 * @param listing where its status is published; empty for what has none
 */
public record LedgerEntry(
        String id,
        Kind kind,
        Edge edge,
        long generation,
        String transaction,
        Instant issuedAt,
        Instant expiresAt,
        Optional<Listing> listing) {

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

    /**
     * A service that a token comes by.
     *
     * @param service the service
     * @param since the second, since the epoch, at which it was issued the first token of its own in the chain
     */
    public record Party(ServiceName service, long since) {}

    /**
     * Where the status of a token is published, and what it hangs on beside the rest of the entry.
     *
     * @param list the number of the status list, from 0
     * @param index its place in that list, from 0
     * @param keyId the {@code kid} of the key that signed it
     * @param parties its caller, and the origin and the actors of its chain
     */
    public record Listing(long list, int index, String keyId, List<Party> parties) {

        /** @throws IllegalArgumentException where list or place is negative */
        public Listing {
            parties = List.copyOf(parties);
            if (list < 0 || index < 0) {
                throw new IllegalArgumentException("lists and their places are counted from 0");
            }
        }
    }

    /** @throws IllegalArgumentException where an id is missing or the end is not after the start */
    public LedgerEntry {
        if (id.isEmpty() || transaction.isEmpty() || !expiresAt.isAfter(issuedAt)) {
            throw new IllegalArgumentException("a ledger entry has an id, a transaction, and an end after its start");
        }
    }
}

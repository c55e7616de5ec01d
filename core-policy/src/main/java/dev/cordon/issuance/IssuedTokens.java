package dev.cordon.issuance;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.issuance.ClientAuthenticator.Operation;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.revocation.RevocationStoreUnavailableException;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What clients ask of tokens that were issued: whether one is good (RFC 7662), and that its chain shall end (RFC 7009).
 * Safe for use by many threads; blocks as long as its stores do.
 */
public final class IssuedTokens {

    /** No token of a chain outlives the first, which lives no longer than this. */
    private static final Duration LONGEST_CHAIN = TokenRules.LONGEST.plusSeconds(RevocationList.LEEWAY);

    private final SnapshotSource snapshots;
    private final ClientAuthenticator clients;
    private final TokenVerifier verifier;
    private final TokenStanding standing;
    private final RevocationStore revocations;

    /**
     * Over these stores.
     *
     * @param standing looks at tokens as the enforcement points do
     */
    public IssuedTokens(
            SnapshotSource snapshots,
            ClientAuthenticator clients,
            TokenVerifier verifier,
            TokenStanding standing,
            RevocationStore revocations) {
        this.snapshots = snapshots;
        this.clients = clients;
        this.verifier = verifier;
        this.standing = standing;
        this.revocations = revocations;
    }

    /**
     * What a good token says.
     *
     * @return empty where the token is not good now, or is neither the client's own nor meant for it: the client learns
     *     nothing of other services' tokens
     * @throws TokenRefusedException where the client can't be known
     */
    public Optional<VerifiedToken> introspect(ClientEvidence who, String token, Moment now)
            throws TokenRefusedException {
        Snapshot snapshot = snapshot();
        String client = clients.authenticate(who, Operation.INTROSPECTION, snapshot, now)
                .service()
                .text();
        PresentedToken presented = PresentedToken.bearer(token);
        return verified(presented, snapshot)
                .filter(found ->
                        found.caller().equals(client) || found.audience().contains(client))
                .filter(found -> isGood(presented, found, snapshot, now));
    }

    private boolean isGood(PresentedToken presented, VerifiedToken token, Snapshot snapshot, Moment now) {
        return snapshot.policy()
                .serviceNamed(token.audience().get(0))
                .map(target -> standing.of(presented, target.name(), snapshot, now))
                .filter(TokenStanding.Good.class::isInstance)
                .isPresent();
    }

    /**
     * Ends the chain of a token: when this returns the revocation is kept, and enforcement points deny from their next
     * refresh on. What is no token of ours is none to be ended, and no error (RFC 7009 §2.2).
     *
     * @return the {@code txn} of the chain that ended; empty where none did
     * @throws TokenRefusedException where the client can't be known, or has no part in the chain
     */
    public Optional<String> revoke(ClientEvidence who, String token, Moment now) throws TokenRefusedException {
        Snapshot snapshot = snapshot();
        ServiceName client =
                clients.authenticate(who, Operation.REVOCATION, snapshot, now).service();
        Optional<VerifiedToken> found = verified(PresentedToken.bearer(token), snapshot);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (!hasPart(client.text(), found.get())) {
            throw new TokenRefusedException(
                    OAuthError.UNAUTHORIZED_CLIENT, "`" + client + "` has no part in the token's chain");
        }
        String transaction = String.valueOf(found.get().transaction());
        end(transaction, now.wall());
        return Optional.of(transaction);
    }

    private static boolean hasPart(String client, VerifiedToken token) {
        return token.caller().equals(client)
                || token.origin().equals(client)
                || token.actors().contains(client);
    }

    private void end(String transaction, Instant now) throws TokenRefusedException {
        try {
            revocations.add(new Revocation.OfChain(transaction), Optional.of(now.plus(LONGEST_CHAIN)));
        } catch (RevocationStoreUnavailableException e) {
            throw new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    /** A token of Cordon's own kind, whose signature holds; whether it is good now is not looked at. */
    private Optional<VerifiedToken> verified(PresentedToken token, Snapshot snapshot) {
        return verifier.verify(token, snapshot.live().keys()) instanceof TokenCheck.Verified check
                        && check.token().kind() == TokenKind.SEGMENT
                ? Optional.of(check.token())
                : Optional.empty();
    }

    private Snapshot snapshot() throws TokenRefusedException {
        return snapshots
                .current()
                .orElseThrow(
                        () -> new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, "there is no policy yet"));
    }
}

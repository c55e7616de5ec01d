package dev.cordon.issuance;

import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.issuance.ClientAuthenticator.Operation;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.ledger.TokenLedgerUnavailableException;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.MintedToken;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ProofCheck;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreUnavailableException;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Makes tokens for authenticated clients (RFC 6749 §4.4, RFC 8693): one flow of the policy each, no wider and no longer
 * than the policy allows, bound as its target's segment demands, and entered in the ledger before it is handed out.
 * Safe for use by many threads; blocks as long as its stores do.
 */
public final class TokenService {

    private final Parts parts;

    /**
     * What a token service is made of.
     *
     * @param issuer the {@code iss} of its tokens: that of an issuer of the policy
     * @param tokenUrl the token endpoint's URL, which DPoP proofs name
     * @param snapshots the policy and what is revoked
     * @param clients authenticates clients
     * @param standing looks at subject tokens
     * @param proofs checks DPoP proofs
     * @param used remembers used proofs
     * @param ledger takes every token
     * @param minters makes tokens
     * @param places where the status of tokens is published; empty where it is not
     */
    public record Parts(
            String issuer,
            String tokenUrl,
            SnapshotSource snapshots,
            ClientAuthenticator clients,
            TokenStanding standing,
            DpopVerifier proofs,
            ReplayStore used,
            TokenLedger ledger,
            Minters minters,
            Optional<StatusPlaces> places) {}

    /** A token service of these parts. */
    public TokenService(Parts parts) {
        this.parts = parts;
    }

    /**
     * Makes a token.
     *
     * @throws TokenRefusedException where the client may not have it, or it can't be made now
     */
    public IssuedToken issue(TokenRequest request, Moment now) throws TokenRefusedException {
        Snapshot snapshot = snapshot(now);
        Client client = parts.clients()
                .authenticate(
                        request.client(),
                        request.subjectToken().isPresent() ? Operation.TOKEN_EXCHANGE : Operation.CLIENT_CREDENTIALS,
                        snapshot,
                        now);
        requireVoice(client, snapshot);
        Optional<KeyThumbprint> key =
                request.proof().isPresent() ? Optional.of(proven(request.proof().get(), now)) : Optional.empty();
        Lineage lineage = request.subjectToken().isPresent()
                ? exchanged(request.subjectToken().get(), client, snapshot, now)
                : Lineage.root(client);
        AllowedEdge edge = new EdgeRules(snapshot.policy(), TokenKind.SEGMENT)
                .find(request.edge(), client.service(), lineage.parties(), lineage::admits);
        requireFresh(edge, snapshot, now);
        requireAlive(edge.target().name(), lineage, new Parties(snapshot, now.wall()));
        SegmentTokenRequest.Bound bound =
                Bindings.of(edge, client, key, snapshot.revisions().policy().environment(), lineage.windows());
        Duration life = lineage.life(edge.segment().token().ttl(), now.wall());
        SegmentTokenRequest wanted = new SegmentTokenRequest(
                client.service(), edge.target().name(), edge.flow().id(), edge.scopes(), life, lineage.chain(), bound);
        return minted(wanted, edge, now.wall());
    }

    /** Whether no token for a service is asked for, but one that shows that the client's credential works. */
    boolean isTrial(TokenRequest request) {
        return request.subjectToken().isEmpty()
                && request.edge().audience().filter(parts.issuer()::equals).isPresent();
    }

    /**
     * Makes a token that is good for nothing.
     *
     * @throws TokenRefusedException where the client's credential does not work, or it can't be known now
     */
    TrialToken trial(TokenRequest request, Moment now) throws TokenRefusedException {
        Client client = parts.clients().authenticate(request.client(), Operation.TRIAL, snapshot(now), now);
        try {
            return TrialToken.make(
                    parts.issuer(),
                    client.service(),
                    client.generation(),
                    parts.minters().at(now.wall()).signer(),
                    now.wall());
        } catch (SignerUnavailableException e) {
            throw unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Snapshot snapshot(Moment now) throws TokenRefusedException {
        Snapshot snapshot = parts.snapshots().current().orElseThrow(() -> unavailable("there is no policy yet"));
        PolicyRevision policy = snapshot.revisions().policy();
        if (!now.wall().isBefore(policy.validUntil())) {
            throw unavailable("the policy was valid until `" + policy.validUntil() + "`");
        }
        return snapshot;
    }

    /** A token of an issuer that may not speak for the client would be denied wherever it is shown. */
    private void requireVoice(Client client, Snapshot snapshot) throws TokenRefusedException {
        Service service =
                snapshot.policy().serviceNamed(client.service().text()).orElseThrow();
        var segment = snapshot.policy().segmentOf(client.service()).orElseThrow();
        for (Issuer issuer : snapshot.policy().source().issuers()) {
            if (issuer.issuer().equals(parts.issuer())
                    && issuer.kind() == TokenKind.SEGMENT
                    && issuer.speaksFor().stream().anyMatch(party -> party.includes(service, segment))) {
                return;
            }
        }
        throw new TokenRefusedException(
                OAuthError.UNAUTHORIZED_CLIENT,
                "the policy has no issuer `" + parts.issuer() + "` that may speak for `" + client.service() + "`");
    }

    private KeyThumbprint proven(String proof, Moment now) throws TokenRefusedException {
        ProofCheck checked = parts.proofs().checkRequest(proof, parts.tokenUrl(), now.wall());
        if (checked instanceof ProofCheck.Holds holds) {
            requireFirst(holds, now);
            return holds.key();
        }
        throw checked == ProofCheck.Defect.NONCE
                ? new TokenRefusedException(OAuthError.USE_DPOP_NONCE, "the proof lacks a nonce that is good now")
                : new TokenRefusedException(OAuthError.INVALID_DPOP_PROOF, "the proof does not hold for this request");
    }

    private void requireFirst(ProofCheck.Holds holds, Moment now) throws TokenRefusedException {
        try {
            if (!parts.used().firstUse(holds.proof(), now.wall().getEpochSecond())) {
                throw new TokenRefusedException(OAuthError.INVALID_DPOP_PROOF, "the proof was used before");
            }
        } catch (ReplayStoreUnavailableException e) {
            throw unavailable(String.valueOf(e.getMessage()));
        }
    }

    private Lineage exchanged(String subjectToken, Client client, Snapshot snapshot, Moment now)
            throws TokenRefusedException {
        TokenStanding.Outcome outcome =
                parts.standing().of(PresentedToken.bearer(subjectToken), client.service(), snapshot, now);
        if (outcome instanceof TokenStanding.Good good) {
            return Lineage.of(good.token(), client, snapshot.policy());
        }
        Reason reason = ((TokenStanding.Bad) outcome).reason();
        if (reason == Reason.KEY_UNKNOWN) {
            parts.snapshots().keyUnknown();
        }
        throw new TokenRefusedException(
                OAuthError.INVALID_REQUEST, "the subject token is refused: " + reason.meaning());
    }

    private static void requireFresh(AllowedEdge edge, Snapshot snapshot, Moment now) throws TokenRefusedException {
        Duration age = Duration.ofNanos(now.ticks() - snapshot.asOf());
        if (age.compareTo(edge.segment().freshness().denyAfter()) > 0) {
            throw unavailable("what is known of the policy and of revocations is too old");
        }
    }

    /** No token is made that would be denied: for its target, for anyone it comes through, or for its time. */
    private static void requireAlive(ServiceName target, Lineage lineage, Parties parties)
            throws TokenRefusedException {
        Optional<String> closed = parties.whyNotTarget(target);
        for (ServiceName party : lineage.parties()) {
            closed = closed.or(() -> parties.whyNotCaller(party));
        }
        if (closed.isPresent()) {
            throw new TokenRefusedException(OAuthError.INVALID_TARGET, closed.get());
        }
        if (lineage.parties().stream().anyMatch(parties::areCutOff)) {
            throw unavailable("all that was issued up to now is revoked: tokens are made again in some seconds");
        }
    }

    private IssuedToken minted(SegmentTokenRequest wanted, AllowedEdge edge, Instant now) throws TokenRefusedException {
        try {
            SegmentTokenMinter minter = parts.minters().at(now);
            Optional<StatusPlaces.Place> place = parts.places().isPresent()
                    ? Optional.of(parts.places().get().take())
                    : Optional.empty();
            MintedToken token = minter.mint(wanted, place.map(StatusPlaces.Place::reference), now);
            LedgerEntry entry = new LedgerEntry(
                    token.id(),
                    LedgerEntry.Kind.TOKEN,
                    new LedgerEntry.Edge(wanted.caller(), wanted.target(), wanted.purpose()),
                    wanted.chain().generation(),
                    token.transaction(),
                    now.truncatedTo(ChronoUnit.SECONDS),
                    token.expiresAt(),
                    place.map(one -> Listings.of(one, minter.signer(), wanted, now)));
            if (!parts.ledger().enter(entry)) {
                throw unavailable("the ledger has an entry of that id already");
            }
            return new IssuedToken(
                    token, entry, edge.scopes(), wanted.bound().key().isPresent());
        } catch (SignerUnavailableException | TokenLedgerUnavailableException e) {
            throw unavailable(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            // a user with more roles than fit into a token comes from outside
            throw new TokenRefusedException(OAuthError.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private static TokenRefusedException unavailable(String why) {
        return new TokenRefusedException(OAuthError.TEMPORARILY_UNAVAILABLE, why);
    }
}

package dev.cordon.issuance;

import dev.cordon.audit.TokenSink;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.ledger.StatusLedger;
import dev.cordon.ledger.TokenLedger;
import dev.cordon.revocation.RevocationStore;
import dev.cordon.token.ClientAssertions;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Makes token services that issue in one name over one set of stores, whatever they run on. Safe for use by many
 * threads.
 */
public final class TokenServices {

    private final String issuer;
    private final SnapshotSource snapshots;
    private final IssuingKeys keys;
    private final Stores stores;
    private final StatusPlaces places;

    /**
     * Where they keep what they know.
     *
     * @param credentials what services authenticate with
     * @param tokens what was handed out
     * @param statuses its places in status lists
     * @param revocations what is revoked
     * @param used assertions and proofs that were shown, of all who may be shown one again
     */
    public record Stores(
            CountedCredentials credentials,
            TokenLedger tokens,
            StatusLedger statuses,
            RevocationStore revocations,
            ReplayStore used) {}

    /**
     * In that name.
     *
     * @param issuer their issuer identifier (RFC 8414 §2)
     * @param snapshots the policy in use, with what is revoked and with these keys
     * @param keys sign their tokens
     * @param random of the places in status lists
     */
    public TokenServices(
            String issuer, SnapshotSource snapshots, IssuingKeys keys, Stores stores, SecureRandom random) {
        this.issuer = issuer;
        this.snapshots = snapshots;
        this.keys = keys;
        this.stores = stores;
        this.places = new StatusPlaces(issuer, stores.statuses(), random);
    }

    /**
     * A token service.
     *
     * @param log takes a record of each request
     * @param nonces what DPoP proofs must have; empty where they need none
     * @param platforms vouch for clients
     */
    public AuthorizationServer server(TokenSink log, Optional<DpopNonces> nonces, PlatformIdentities platforms) {
        SignatureProvider signatures = SignatureProvider.fastest();
        ClientAuthenticator clients = new ClientAuthenticator(
                stores.credentials(),
                new ClientAssertions(signatures),
                platforms,
                stores.used(),
                AuthorizationServer.audiences(issuer));
        TokenVerifier verifier = new TokenVerifier(signatures);
        TokenStanding standing = new TokenStanding(verifier);
        DpopVerifier proofs = new DpopVerifier(signatures);
        TokenService service = new TokenService(new TokenService.Parts(
                issuer,
                AuthorizationServer.tokenUrl(issuer),
                snapshots,
                clients,
                standing,
                nonces.map(proofs::demanding).orElse(proofs),
                stores.used(),
                stores.tokens(),
                keys,
                Optional.of(places)));
        IssuedTokens tokens = new IssuedTokens(snapshots, clients, verifier, standing, stores.revocations());
        StatusLists statuses = new StatusLists(
                new StatusLists.Parts(issuer, snapshots, stores.revocations(), stores.statuses(), keys));
        return new AuthorizationServer(new AuthorizationServer.Parts(
                issuer, service, tokens, keys, Optional.of(new StatusPages(issuer, statuses)), nonces, log));
    }
}

package dev.cordon.theft;

import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.issuance.ClientAuthenticator;
import dev.cordon.issuance.CountedCredentials;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.issuance.TokenRequest;
import dev.cordon.issuance.TokenService;
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.network.Cidr;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.token.ClientAssertions;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenHash;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The token service of {@link TownPolicy}, with everything in memory, and the keys around it. */
final class Town {

    static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    static final Instant VALID_UNTIL = NOON.plusSeconds(86_400);
    static final String ISSUER = "https://cordon.example";
    static final String TOKEN_URL = ISSUER + "/oauth2/token";
    static final SigningKey KEY = key();
    static final SigningKey IDP_KEY = key();
    /** Nobody's whom the policy knows. */
    static final SigningKey STRANGER = key();

    private static final SignatureProvider PROVIDER = SignatureProvider.fastest();
    private static final CompiledPolicy POLICY = CompiledPolicy.of(TownPolicy.POLICY);

    final TokenService service;
    private final InMemoryCredentialLedger credentials = new InMemoryCredentialLedger();

    Town() {
        LocalReplayStore used = new LocalReplayStore(100_000);
        ClientAuthenticator clients = new ClientAuthenticator(
                new CountedCredentials(credentials),
                new ClientAssertions(PROVIDER),
                PlatformIdentities.NONE,
                used,
                Set.of(ISSUER, TOKEN_URL));
        this.service = new TokenService(new TokenService.Parts(
                ISSUER,
                TOKEN_URL,
                new Source(),
                clients,
                new TokenStanding(new TokenVerifier(PROVIDER)),
                new DpopVerifier(PROVIDER),
                used,
                new InMemoryTokenLedger(),
                at -> minter(),
                Optional.empty()));
        add("web", "10.20.0.0/16", "2001:db8::/32");
        add("orders");
        add("payments");
    }

    static SegmentTokenMinter minter() {
        return new SegmentTokenMinter(ISSUER, KEY, new SecureRandom());
    }

    static String secret(String client) {
        return "s3cr3t-of-" + client + "-0123456789abcdefghijklmnop";
    }

    private static SigningKey key() {
        return SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()).by(SignatureProvider.fastest());
    }

    private void add(String client, String... networks) {
        List<Cidr> blocks = new ArrayList<>();
        for (String network : networks) {
            blocks.add(Cidr.parse(network).orElseThrow());
        }
        Credential credential = new Credential(
                new ServiceName(client),
                0,
                new CredentialProof.Secret(TokenHash.of(secret(client))),
                Credential.State.CURRENT,
                new Credential.Terms("team", NOON.minusSeconds(60), Optional.of(VALID_UNTIL), blocks));
        try {
            credentials.add(credential);
        } catch (CredentialLedgerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Source implements SnapshotSource {

        @Override
        public Optional<Snapshot> current() {
            return Optional.of(snapshot(POLICY, Scene.SOUND));
        }

        @Override
        public void refresh() {
            // always new
        }
    }

    static Snapshot snapshot(Scene scene) {
        return snapshot(scene.policy().equals(TownPolicy.POLICY) ? POLICY : CompiledPolicy.of(scene.policy()), scene);
    }

    private static Snapshot snapshot(CompiledPolicy policy, Scene scene) {
        PolicyRevision revision =
                new PolicyRevision(scene.policy().name(), scene.environment(), 1, "0".repeat(64), VALID_UNTIL);
        return Snapshot.of(policy, revision, scene.live(), 0);
    }

    /** The text of the token that is issued. */
    String issue(TokenRequest request, Instant at) {
        try {
            return service.issue(request, new Moment(at, 0)).token().reveal();
        } catch (TokenRefusedException e) {
            throw new AssertionError(e.error() + ": " + e.why(), e);
        }
    }

    static VerifiedToken verified(String token) {
        KeyRing ring = KeyRing.of(TownPolicy.POLICY.issuers(), Scene.SOUND.keys());
        TokenCheck check = new TokenVerifier(PROVIDER).verify(PresentedToken.bearer(token), ring);
        return ((TokenCheck.Verified) check).token();
    }
}

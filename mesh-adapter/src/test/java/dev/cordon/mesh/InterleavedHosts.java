package dev.cordon.mesh;

import dev.cordon.apikey.InMemoryApiKeyStore;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.credential.Credential;
import dev.cordon.credential.CredentialLedgerUnavailableException;
import dev.cordon.credential.CredentialProof;
import dev.cordon.credential.InMemoryCredentialLedger;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.TokenStanding;
import dev.cordon.gate.Answer;
import dev.cordon.gate.Gate;
import dev.cordon.gate.OnDemand;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.issuance.ClientAuthenticator;
import dev.cordon.issuance.ClientEvidence;
import dev.cordon.issuance.CountedCredentials;
import dev.cordon.issuance.EdgeRequest;
import dev.cordon.issuance.InMemorySigningKeyStore;
import dev.cordon.issuance.IssuedToken;
import dev.cordon.issuance.IssuingSnapshots;
import dev.cordon.issuance.KeySchedule;
import dev.cordon.issuance.PlatformIdentities;
import dev.cordon.issuance.SigningKeyStoreUnavailableException;
import dev.cordon.issuance.StoredKeys;
import dev.cordon.issuance.TokenRefusedException;
import dev.cordon.issuance.TokenRequest;
import dev.cordon.issuance.TokenService;
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.registry.InMemoryRegistryStore;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ClientAssertions;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenHash;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A token service, two enforcement points and an operator, whose clocks differ by almost four seconds, around one store
 * of revocations. A web front calls orders, which calls payments, that are restricted, and audit.
 */
final class InterleavedHosts {

    static final Map<String, String> SEGMENT_OF =
            Map.of("web", "front", "orders", "ordering", "audit", "ordering", "payments", "money");

    private static final Map<String, String> PATHS =
            Map.of("orders", "/orders", "payments", "/charges", "audit", "/entries");
    private static final String ISSUER = "https://cordon.example";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SigningKey FIRST = SigningKey.generate(SignatureAlgorithm.ES256, RANDOM);
    private static final int MOST_OFF_MILLIS = 1_900;

    private static final CompiledPolicy POLICY = CompiledPolicy.of(new TestPolicy()
            .segment("front", Trust.PUBLIC)
            .segment("ordering", Trust.INTERNAL)
            .freshness(Duration.ofSeconds(2), Duration.ofSeconds(30))
            .segment("money", Trust.RESTRICTED)
            .freshness(Duration.ofSeconds(2), Duration.ofSeconds(2))
            .caller("web", "front")
            .service("orders", "ordering", "orders.example", "POST /orders")
            .service("audit", "ordering", "audit.example", "POST /entries")
            .service("payments", "money", "payments.example", "POST /charges")
            .issuer("cordon", TokenKind.SEGMENT, "front", "ordering", "money")
            .flow("checkout", "web", "orders", flow -> flow.onward("charge", "note"))
            .flow("charge", "orders", "payments")
            .flow("note", "orders", "audit")
            .build());

    final SimulatedTime time = new SimulatedTime();
    final SimulatedStore store;
    final KeySchedule schedule = KeySchedule.standard();
    final InMemorySigningKeyStore keys = new InMemorySigningKeyStore();
    final Supplier<Moment> operator;
    final List<Point> points;
    private final Random dice;
    private final Supplier<Moment> service;
    private final OnDemand known;
    private final StoredKeys stored;
    private final TokenService tokens;
    private final InMemoryCredentialLedger credentials = new InMemoryCredentialLedger();
    private final Map<Credential.Id, Long> made = new HashMap<>();
    private final Map<String, Long> generations = new HashMap<>();

    /** An enforcement point. */
    record Point(OnDemand known, Gate gate) {

        Answer call(String token, String target) {
            Moment now = known.freshen(new ServiceName(target));
            String path = String.valueOf(PATHS.get(target));
            AccessRequest request = AccessRequest.of(new Target.OfService(target), "POST", RequestPath.read(path))
                    .withToken(PresentedToken.bearer(token));
            return gate.answer(request, now);
        }
    }

    InterleavedHosts(Random dice) throws Exception {
        this.dice = dice;
        this.store = new SimulatedStore(time, dice);
        this.operator = clock();
        this.service = clock();
        this.keys.replace(
                schedule.rotated(keys.read(), FIRST, SimulatedTime.at(0).minusSeconds(60)));
        this.stored = ownKeys();
        IssuingSnapshots snapshots = snapshots(service, stored);
        this.known = new OnDemand(snapshots, service);
        this.tokens = service(snapshots);
        this.points = List.of(point(clock()), point(clock()));
        replaceCredential("web");
        replaceCredential("orders");
        time.pass(Duration.ofSeconds(1));
    }

    SigningKey freshKey() {
        return SigningKey.generate(SignatureAlgorithm.ES256, RANDOM);
    }

    private Supplier<Moment> clock() {
        int off = dice.nextInt(2 * MOST_OFF_MILLIS + 1) - MOST_OFF_MILLIS;
        return time.clock(Duration.ofMillis(off), dice.nextLong() >> 8);
    }

    /** Each process has its own, since it goes by the clock there how old what it knows of them is. */
    private StoredKeys ownKeys() {
        return new StoredKeys(ISSUER, keys, schedule, RANDOM);
    }

    private IssuingSnapshots snapshots(Supplier<Moment> clock, StoredKeys known) {
        return new IssuingSnapshots(
                new Files(clock),
                ISSUER,
                new IssuingSnapshots.Stored(known, store, new InMemoryApiKeyStore(), new InMemoryRegistryStore()),
                clock);
    }

    private Point point(Supplier<Moment> clock) {
        IssuingSnapshots snapshots = snapshots(clock, ownKeys());
        Enforcer enforcer =
                new Enforcer(new TokenVerifier(SignatureProvider.fastest()), ReplayStore.Reach.INSTANCE, 64);
        Settlement settlement = new Settlement(new LocalReplayStore(16), new LocalCounterStore());
        Recorder recorder = new Recorder(
                "point",
                new InMemoryDecisionSink(),
                () -> "id",
                () -> clock.get().ticks());
        return new Point(new OnDemand(snapshots, clock), new Gate(snapshots, enforcer, settlement, recorder));
    }

    private TokenService service(IssuingSnapshots snapshots) {
        SignatureProvider provider = SignatureProvider.fastest();
        LocalReplayStore used = new LocalReplayStore(16);
        ClientAuthenticator clients = new ClientAuthenticator(
                new CountedCredentials(credentials),
                new ClientAssertions(provider),
                PlatformIdentities.NONE,
                used,
                Set.of(ISSUER));
        return new TokenService(new TokenService.Parts(
                ISSUER,
                ISSUER + "/oauth2/token",
                snapshots,
                clients,
                new TokenStanding(new TokenVerifier(provider)),
                new DpopVerifier(provider),
                used,
                new InMemoryTokenLedger(),
                stored,
                Optional.empty()));
    }

    /** A further generation, made now by the token service's clock. */
    void replaceCredential(String client) throws CredentialLedgerUnavailableException {
        long generation = generations.merge(client, 0L, (before, unused) -> before + 1);
        Credential credential = new Credential(
                new ServiceName(client),
                generation,
                new CredentialProof.Secret(TokenHash.of(secret(client, generation))),
                Credential.State.CURRENT,
                new Credential.Terms("team", service.get().wall(), Optional.empty(), List.of()));
        if (!credentials.add(credential)) {
            throw new IllegalStateException("the generation is there already");
        }
        made.put(credential.id(), time.now());
    }

    long credentialMade(String client, long generation) {
        return made.getOrDefault(new Credential.Id(new ServiceName(client), generation), Long.MIN_VALUE);
    }

    private static String secret(String client, long generation) {
        return "secret-" + client + "-" + generation;
    }

    Optional<IssuedToken> issue() {
        return ask("web", "orders", Optional.empty());
    }

    Optional<IssuedToken> exchange(String token) {
        return ask("orders", dice.nextBoolean() ? "payments" : "audit", Optional.of(token));
    }

    private Optional<IssuedToken> ask(String client, String target, Optional<String> subject) {
        Moment now = known.freshen(new ServiceName(target));
        long generation = dice.nextInt((int) (generations.getOrDefault(client, 0L) + 1));
        ClientEvidence evidence = new ClientEvidence(
                new ClientEvidence.BySecret(client, secret(client, generation)),
                new CertificateEvidence.None(),
                IpAddress.parse("10.0.0.1"));
        EdgeRequest edge = new EdgeRequest(Optional.of(target), Optional.empty(), List.of(), Optional.empty());
        try {
            return Optional.of(tokens.issue(new TokenRequest(evidence, edge, subject, Optional.empty()), now));
        } catch (TokenRefusedException e) {
            return Optional.empty();
        }
    }

    Duration denyAfter(String target) {
        return POLICY.segmentOf(new ServiceName(target))
                .orElseThrow()
                .freshness()
                .denyAfter();
    }

    List<String> keyIds() throws SigningKeyStoreUnavailableException {
        return keys.read().keys().stream().map(one -> one.key().keyId()).toList();
    }

    /** The {@code kid} of a token that was just issued. */
    String keyId(String token) {
        String header = new String(
                java.util.Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))),
                java.nio.charset.StandardCharsets.UTF_8);
        int from = header.indexOf("\"kid\":\"") + 7;
        return header.substring(from, header.indexOf('"', from));
    }

    private static final class Files implements SnapshotSource {

        private final Supplier<Moment> clock;
        private Optional<Snapshot> current = Optional.empty();

        Files(Supplier<Moment> clock) {
            this.clock = clock;
        }

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() {
            PolicyRevision revision = new PolicyRevision(
                    POLICY.source().name(),
                    new Environment("production"),
                    1,
                    "0".repeat(64),
                    SimulatedTime.at(0).plusSeconds(86_400));
            KeyRing none = KeyRing.of(POLICY.source().issuers(), Map.of());
            current = Optional.of(current.map(one -> one.confirmedAt(clock.get().ticks()))
                    .orElseGet(() -> Snapshot.of(
                            POLICY,
                            revision,
                            Snapshot.Live.of(none),
                            clock.get().ticks())));
        }
    }
}

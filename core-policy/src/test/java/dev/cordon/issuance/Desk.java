package dev.cordon.issuance;

import dev.cordon.apikey.ApiKeys;
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
import dev.cordon.ledger.InMemoryTokenLedger;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Lives;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.revocation.InMemoryRevocationStore;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.ClientAssertionMaker;
import dev.cordon.token.ClientAssertions;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SignatureProvider;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenCheck;
import dev.cordon.token.TokenHash;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A token service with everything in memory: a web front calls orders, which calls payments, audit and a vault. */
final class Desk {

    static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    static final String ISSUER = "https://cordon.example";
    static final String TOKEN_URL = ISSUER + "/oauth2/token";
    static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    static final SigningKey IDP_KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    static final SigningKey ORDERS_KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    static final String SECRET = "s3cr3t-of-web-bff-0123456789abcdefghijklmnop";
    static final IpAddress SOURCE = IpAddress.parse("10.20.1.7").orElseThrow();

    /** What events told of services. */
    Lives lives = Lives.NONE;

    final InMemoryCredentialLedger credentials = new InMemoryCredentialLedger();
    int unknownKeys;
    final CountedCredentials counted = new CountedCredentials(credentials);
    final InMemoryTokenLedger ledger = new InMemoryTokenLedger();
    Instant wall = NOW;
    final InMemoryRevocationStore revocations = new InMemoryRevocationStore(() -> wall);
    final List<Revocation> revoked = new ArrayList<>();
    final Policy policy;
    Moment now = new Moment(NOW, 0);
    long asOf;
    boolean withoutPolicy;
    ApiKeys apiKeys = ApiKeys.none();
    private final CompiledPolicy compiled;
    final IssuedTokens tokens;
    final TokenService service;
    /** Vouches for clients; a test has it say what it likes. */
    PlatformIdentities platforms = PlatformIdentities.NONE;

    private int ids;

    Desk() {
        this(policy());
    }

    Desk(Policy policy) {
        this.policy = policy;
        this.compiled = CompiledPolicy.of(policy);
        SignatureProvider provider = SignatureProvider.jdk();
        LocalReplayStore used = new LocalReplayStore(10_000);
        ClientAuthenticator clients = new ClientAuthenticator(
                counted, new ClientAssertions(provider), new Vouching(), used, Set.of(ISSUER, TOKEN_URL));
        TokenVerifier verifier = new TokenVerifier(provider);
        TokenStanding standing = new TokenStanding(verifier);
        this.tokens = new IssuedTokens(new Source(), clients, verifier, standing, revocations);
        this.service = new TokenService(new TokenService.Parts(
                ISSUER,
                TOKEN_URL,
                new Source(),
                clients,
                standing,
                new DpopVerifier(provider),
                used,
                ledger,
                at -> new SegmentTokenMinter(ISSUER, KEY, new SecureRandom()),
                Optional.of(new StatusPlaces(ISSUER, ledger, new SecureRandom()))));
        add("web-bff", 0, new CredentialProof.Secret(TokenHash.of(SECRET)));
        add("orders-api", 0, new CredentialProof.Keys(ORDERS_KEY.publicKeys()));
        add("audit-api", 0, new CredentialProof.Certificate());
    }

    static TestPolicy draft() {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("ordering", Trust.INTERNAL)
                .segment("payments", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.NETWORK)
                .segment("sealed", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.DPOP)
                .segment("tls", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.MTLS)
                .caller("web-bff", "storefront")
                .service("orders-api", "ordering", "orders.example", "POST /orders", "GET /orders/{id}")
                .service("payments-api", "payments", "payments.example", "POST /charges")
                .service("audit-api", "ordering", "audit.example", "POST /entries", "GET /entries")
                .service("vault", "sealed", "vault.example", "GET /secret")
                .service("bank", "tls", "bank.example", "POST /transfers")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "ordering", "payments")
                .issuer("idp", TokenKind.EXTERNAL, "web-bff")
                .flow(
                        "checkout",
                        "web-bff",
                        "orders-api",
                        flow -> flow.scopes("orders.read", "orders.write").onward("charge"))
                .flow("app", "web-bff", "orders-api", flow -> flow.external().onward("write-entry"))
                .flow("charge", "orders-api", "payments-api", flow -> flow.scopes("payments.charge"))
                .flow(
                        "write-entry",
                        "orders-api",
                        "audit-api",
                        flow -> flow.operations("POST /entries").scopes("audit.write"))
                .flow(
                        "read-entries",
                        "orders-api",
                        "audit-api",
                        flow -> flow.operations("GET /entries").scopes("audit.read"))
                .flow("unseal", "orders-api", "vault")
                .flow("pay-out", "orders-api", "bank");
    }

    static Policy policy() {
        return draft().build();
    }

    void add(String client, long generation, CredentialProof proof, String... networks) {
        add(client, generation, proof, Credential.State.CURRENT, networks);
    }

    void add(String client, long generation, CredentialProof proof, Credential.State state, String... networks) {
        List<Cidr> blocks = new ArrayList<>();
        for (String network : networks) {
            blocks.add(Cidr.parse(network).orElseThrow());
        }
        Credential credential = new Credential(
                new ServiceName(client),
                generation,
                proof,
                state,
                new Credential.Terms("team", NOW.minusSeconds(60), Optional.of(NOW.plusSeconds(3600)), blocks));
        try {
            if (!credentials.add(credential)) {
                throw new IllegalStateException("the generation is there already");
            }
        } catch (CredentialLedgerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That of the test, as it is when it is asked. */
    private final class Vouching implements PlatformIdentities {

        @Override
        public boolean take(String type) {
            return platforms.take(type);
        }

        @Override
        public Outcome check(String assertion, Set<String> audiences, Instant at) throws PlatformUnavailableException {
            return platforms.check(assertion, audiences, at);
        }
    }

    private final class Source implements SnapshotSource {

        @Override
        public Optional<Snapshot> current() {
            return withoutPolicy ? Optional.empty() : Optional.of(snapshot());
        }

        @Override
        public void refresh() {
            // always new
        }

        @Override
        public void keyUnknown() {
            unknownKeys++;
        }
    }

    Snapshot snapshot() {
        KeyRing keys = KeyRing.of(
                policy.issuers(),
                Map.of(
                        new IssuerName("cordon"), KEY.publicKeys(),
                        new IssuerName("idp"), IDP_KEY.publicKeys()));
        PolicyRevision revision = new PolicyRevision(
                policy.name(), new Environment("production"), 1, "0".repeat(64), NOW.plusSeconds(86_400));
        Snapshot.Live live =
                new Snapshot.Live(lives.registry(), RevocationList.of(revoked.size(), revoked), keys, apiKeys);
        return Snapshot.of(compiled, revision, live, asOf);
    }

    /** What is issued, or the error and why. */
    String outcome(TokenRequest request) {
        try {
            return verified(service.issue(request, now)).purpose();
        } catch (TokenRefusedException e) {
            return e.error() + ": " + e.why();
        }
    }

    /** Why somebody must look; empty where nobody need. */
    Optional<String> alarm(TokenRequest request) {
        try {
            IssuedToken unused = service.issue(request, now);
            return Optional.empty();
        } catch (TokenRefusedException e) {
            return e.isAlarm() ? Optional.of(e.why()) : Optional.empty();
        }
    }

    IssuedToken issue(TokenRequest request) {
        try {
            return service.issue(request, now);
        } catch (TokenRefusedException e) {
            throw new AssertionError(e.error() + ": " + e.why(), e);
        }
    }

    static VerifiedToken verified(IssuedToken issued) {
        return ((TokenCheck.Verified) check(issued.token().reveal())).token();
    }

    /** What an enforcement point makes of it. */
    static TokenCheck check(String token) {
        KeyRing ring = KeyRing.of(policy().issuers(), Map.of(new IssuerName("cordon"), KEY.publicKeys()));
        return new TokenVerifier().verify(PresentedToken.bearer(token), ring);
    }

    static ClientEvidence web() {
        return evidence(new ClientEvidence.BySecret("web-bff", SECRET), null);
    }

    ClientEvidence orders() {
        try {
            String id = "assertion-" + ++ids;
            String assertion = new ClientAssertionMaker("orders-api", ORDERS_KEY).make(ISSUER, id, now.wall());
            return evidence(new ClientEvidence.ByAssertion(Optional.empty(), assertion), null);
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    String proof(SigningKey key) {
        try {
            return new DpopProofMaker(key)
                    .proveRequest(new DpopProofMaker.Call("POST", TOKEN_URL), "proof-" + ++ids, now.wall());
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    static ClientEvidence evidence(ClientEvidence.Method method, @Nullable String certificateOf) {
        CertificateEvidence shown = certificateOf == null
                ? new CertificateEvidence.None()
                : new CertificateEvidence.Trusted(new ClientCertificate(
                        new KeyThumbprint("C".repeat(42) + "A"),
                        Optional.of("spiffe://shop.example/" + certificateOf),
                        List.of(),
                        "CN=" + certificateOf));
        return new ClientEvidence(method, shown, Optional.of(SOURCE));
    }

    static EdgeRequest to(String audience, String... scopes) {
        return new EdgeRequest(Optional.of(audience), Optional.empty(), List.of(scopes), Optional.empty());
    }

    static EdgeRequest by(String purpose, String audience, String... scopes) {
        return new EdgeRequest(Optional.of(audience), Optional.empty(), List.of(scopes), Optional.of(purpose));
    }

    static TokenRequest ask(ClientEvidence client, EdgeRequest edge) {
        return new TokenRequest(client, edge, Optional.empty(), Optional.empty());
    }

    static TokenRequest exchange(ClientEvidence client, IssuedToken token, EdgeRequest edge) {
        return new TokenRequest(client, edge, Optional.of(token.token().reveal()), Optional.empty());
    }

    /** The claims of what is issued. */
    <T> T of(TokenRequest request, Function<VerifiedToken, T> claim) {
        return claim.apply(verified(issue(request)));
    }
}

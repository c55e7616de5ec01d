package dev.cordon.authzen;

import dev.cordon.audit.DecisionSink;
import dev.cordon.certificate.Certificates;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.network.Cidr;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Vouching;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SignerUnavailableException;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A shop whose gateways ask: {@code apim} is believed in all, {@code kong} in addresses, {@code probe} in nothing, for
 * it is no enforcement point. Each may ask {@code pdp}.
 */
public final class Gateways {

    /** The instant of all calls. */
    public static final Instant NOON = Certificates.VALID;

    /** Signs what {@link #token} makes. */
    public static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private static final Policy POLICY = policy();

    private Gateways() {}

    /** The policy. */
    public static Policy policy() {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("partners", Trust.PARTNER)
                .segment("ordering", Trust.INTERNAL)
                .segment("payments", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .segment("edge", Trust.INTERNAL)
                .caller("web", "storefront")
                .caller("acme", "partners")
                .caller("apim", "edge")
                .caller("kong", "edge")
                .caller("probe", "edge")
                .service(
                        "orders",
                        "ordering",
                        "orders.example",
                        "POST /orders",
                        "GET /orders/{id}",
                        "GET /orders/export")
                .service("charges", "payments", "charges.example", "POST /charges")
                .service("pdp", "edge", "pdp.example", "POST /access/v1/evaluation", "POST /access/v1/evaluations")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "partners", "ordering", "edge")
                .flow("checkout", "web", "orders", flow -> flow.operations("POST /orders"))
                .flow(
                        "look",
                        "web",
                        "orders",
                        flow -> flow.operations("GET /orders/{id}")
                                .when(new Condition.Network(
                                        List.of(Cidr.parse("10.0.0.0/8").orElseThrow()))))
                .flow(
                        "export",
                        "web",
                        "orders",
                        flow -> flow.operations("GET /orders/export").rate(1))
                .flow(
                        "peek",
                        "web",
                        "orders",
                        flow -> flow.operations("GET /orders/{id}").vouched())
                .flow("charge", "orders", "charges")
                .flow("ask", "edge", "pdp")
                .flow("ask-once", "edge", "pdp", flow -> flow.rate(1))
                .forbid("no-partners", "partners", "ordering")
                .enforcementPoint("apim", Vouching.SUBJECT, Vouching.NETWORK, Vouching.CERTIFICATE)
                .enforcementPoint("kong", Vouching.NETWORK)
                .build();
    }

    /** A snapshot of it in production, read at that tick. */
    public static Snapshot snapshot(long asOf) {
        PolicyRevision revision = new PolicyRevision(
                POLICY.name(), new Environment("production"), 1, "0".repeat(64), NOON.plus(Duration.ofDays(1)));
        KeyRing keys = KeyRing.of(POLICY.issuers(), Map.of(new IssuerName("cordon"), KEY.publicKeys()));
        return Snapshot.of(CompiledPolicy.of(POLICY), revision, Snapshot.Live.of(keys), asOf);
    }

    /** Where that snapshot comes from, always fresh at tick 0. */
    public static SnapshotSource source() {
        Snapshot only = snapshot(0);
        return new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return Optional.of(only);
            }

            @Override
            public void refresh() {
                // always new
            }
        };
    }

    /** A gate over that source, which numbers its decisions. */
    public static Gate gate(DecisionSink sink) {
        Settlement settlement = new Settlement(new LocalReplayStore(100), new LocalCounterStore());
        Enforcer enforcer = new Enforcer(new TokenVerifier(), settlement.reach(), 100);
        AtomicInteger number = new AtomicInteger();
        return new Gate(
                source(),
                enforcer,
                settlement,
                new Recorder("edge", sink, () -> "decision-" + number.incrementAndGet(), () -> 0));
    }

    /** The instant of all calls, on both clocks. */
    public static Moment now() {
        return new Moment(NOON, 0);
    }

    /** A token for that flow, good for two minutes. */
    public static String token(String caller, String target, String flow) {
        return token(caller, target, flow, SegmentTokenRequest.Bound.NOTHING);
    }

    /** The same, bound. */
    public static String token(String caller, String target, String flow, SegmentTokenRequest.Bound bound) {
        SegmentTokenRequest request = new SegmentTokenRequest(
                new ServiceName(caller),
                new ServiceName(target),
                new FlowId(flow),
                List.of(),
                Duration.ofMinutes(2),
                new SegmentTokenRequest.Chain(
                        new ServiceName(caller), List.of(), Optional.empty(), 0, Optional.empty()),
                bound);
        try {
            return new SegmentTokenMinter("https://cordon.example", KEY, new SecureRandom())
                    .mint(request, NOON)
                    .reveal();
        } catch (SignerUnavailableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An evaluation as JSON: the members of subject, action and resource, and of the context. */
    public static String question(String subject, String action, String resource, String context) {
        return "{\"subject\":{\"type\":\"service\",\"id\":\"" + subject + "\"},\"action\":{\"name\":\"" + action
                + "\"},\"resource\":{\"type\":\"operation\",\"id\":\"" + resource + "\"},\"context\":{" + context
                + "}}";
    }
}

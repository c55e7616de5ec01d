package dev.cordon.gate;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Edge;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Flow;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Forbid;
import dev.cordon.policy.ForbidId;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Method;
import dev.cordon.policy.Mode;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Party;
import dev.cordon.policy.PathTemplate;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.KeyRing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small shop whose callers are known by certificate: {@code orders} may charge by flow {@code charge}, twice a
 * second, and read by flow {@code read}; {@code acme} may do nothing, and is forbidden by name.
 */
public final class ShopPolicy {

    /** The instant of all calls. */
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final KeyThumbprint ORDERS = new KeyThumbprint("A".repeat(43));
    private static final KeyThumbprint ACME = new KeyThumbprint("B".repeat(42) + "A");

    private ShopPolicy() {}

    /** The policy. */
    public static Policy policy() {
        return new Policy(
                new PolicyName("shop"),
                List.of(new Environment("production"), new Environment("staging")),
                List.of(),
                List.of(
                        segment("ordering", Trust.INTERNAL),
                        segment("payments", Trust.INTERNAL),
                        segment("partners", Trust.PARTNER)),
                List.of(
                        service("orders", "ordering", new WorkloadIdentity.Thumbprint(ORDERS)),
                        service("acme", "partners", new WorkloadIdentity.Thumbprint(ACME)),
                        target()),
                List.of(
                        flow(
                                "charge",
                                "POST /charges",
                                Optional.of(new RateLimit(2, RateLimit.Per.SECOND, 2)),
                                List.of()),
                        flow("read", "GET /charges/{id}", Optional.empty(), List.of()),
                        flow("trial", "DELETE /charges/{id}", Optional.empty(), List.of(nowhere()))),
                List.of(new Forbid(
                        new ForbidId("no-partners"),
                        new Edge(party("partners"), party("payments"), Operations.all()),
                        List.of())));
    }

    private static Condition nowhere() {
        return new Condition.InEnvironment(List.of(new Environment("staging")));
    }

    private static Party party(String segment) {
        return new Party.OfSegment(new SegmentName(segment));
    }

    private static Segment segment(String name, Trust trust) {
        return new Segment(
                new SegmentName(name),
                trust,
                CallerAuthentication.MUTUAL_TLS,
                new TokenRules(Duration.ofMinutes(5), List.of(), false),
                new Segment.Freshness(Duration.ofSeconds(2), Duration.ofSeconds(10)));
    }

    private static Service service(String name, String segment, WorkloadIdentity identity) {
        return new Service(
                new ServiceName(name),
                new SegmentName(segment),
                List.of(),
                Optional.empty(),
                List.of(identity),
                Optional.empty());
    }

    private static Service target() {
        return new Service(
                new ServiceName("payments-api"),
                new SegmentName("payments"),
                List.of("payments.shop.example"),
                Optional.of(Operations.listed(List.of(
                        operation("POST /charges"),
                        operation("GET /charges/{id}"),
                        operation("DELETE /charges/{id}")))),
                List.of(),
                Optional.empty());
    }

    private static Operation operation(String text) {
        String[] parts = text.split(" ");
        return new Operation(Method.valueOf(parts[0]), new PathTemplate(parts[1]));
    }

    private static Flow flow(String id, String operation, Optional<RateLimit> rate, List<Condition> when) {
        Edge edge = new Edge(
                new Party.OfService(new ServiceName("orders")),
                new Party.OfService(new ServiceName("payments-api")),
                Operations.listed(List.of(operation(operation))));
        Mode mode = when.isEmpty() ? Mode.ENFORCE : Mode.SHADOW;
        return new Flow(new FlowId(id), edge, List.of(), when, rate, mode, TokenKind.SEGMENT, List.of());
    }

    /** A snapshot of it. */
    public static Snapshot snapshot(long asOf) {
        PolicyRevision revision = new PolicyRevision(
                new PolicyName("shop"),
                new Environment("production"),
                7,
                "0".repeat(64),
                NOON.plus(Duration.ofDays(1)));
        return Snapshot.of(
                CompiledPolicy.of(policy()), revision, Snapshot.Live.of(KeyRing.of(List.of(), Map.of())), asOf);
    }

    /** A call of {@code orders} to {@code payments-api}, such as {@code POST /charges}. */
    public static AccessRequest byOrders(String call) {
        return call(call, ORDERS);
    }

    /** A call of {@code acme} to {@code payments-api}. */
    public static AccessRequest byAcme(String call) {
        return call(call, ACME);
    }

    private static AccessRequest call(String text, KeyThumbprint certificate) {
        String[] parts = text.split(" ", 2);
        return AccessRequest.of(new Target.OfHost("payments.shop.example"), parts[0], RequestPath.read(parts[1]))
                .withCertificate(new CertificateEvidence.Trusted(
                        new ClientCertificate(certificate, Optional.empty(), List.of(), "CN=caller")))
                .from(IpAddress.parse("10.20.0.7").orElseThrow());
    }
}

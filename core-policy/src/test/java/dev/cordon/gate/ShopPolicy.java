package dev.cordon.gate;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.KeyRing;
import dev.cordon.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small shop whose callers are known by certificate: {@code orders} may charge, twice a second, and read charges;
 * {@code acme} is forbidden by name. With a token, {@code orders} may look into the catalog.
 */
public final class ShopPolicy {

    /** The instant of all calls. */
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    /** The thumbprint of every certificate. */
    public static final KeyThumbprint THUMBPRINT = new KeyThumbprint("A".repeat(43));

    private ShopPolicy() {}

    /** The policy. */
    public static Policy policy() {
        return new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .segment("partners", Trust.PARTNER)
                .segment("payments", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .caller("orders", "ordering")
                .caller("acme", "partners")
                .service(
                        "payments-api",
                        "payments",
                        "payments.shop.example",
                        "POST /charges",
                        "GET /charges/{id}",
                        "DELETE /charges/{id}")
                .flow(
                        "charge",
                        "orders",
                        "payments-api",
                        flow -> flow.operations("POST /charges").rate(2))
                .flow("read", "orders", "payments-api", flow -> flow.operations("GET /charges/{id}"))
                .flow(
                        "trial",
                        "orders",
                        "payments-api",
                        flow -> flow.operations("DELETE /charges/{id}")
                                .when(new Condition.InEnvironment(List.of(new Environment("staging"))))
                                .shadow())
                .service("catalog-api", "ordering", "catalog.shop.example", "GET /catalog")
                .issuer("cordon", TokenKind.SEGMENT, "ordering")
                .flow("look", "orders", "catalog-api")
                .forbid("no-partners", "partners", "payments")
                .build();
    }

    /** A snapshot of it. */
    public static Snapshot snapshot(long asOf) {
        return snapshot(asOf, 7);
    }

    /** A snapshot of it under that sequence. */
    public static Snapshot snapshot(long asOf, long sequence) {
        return Snapshot.of(
                CompiledPolicy.of(policy()),
                revision(sequence),
                Snapshot.Live.of(KeyRing.of(List.of(), Map.of())),
                asOf);
    }

    private static PolicyRevision revision(long sequence) {
        return new PolicyRevision(
                new PolicyName("shop"),
                new Environment("production"),
                sequence,
                "0".repeat(64),
                NOON.plus(Duration.ofDays(1)));
    }

    /** A snapshot of a policy made of it. */
    static Snapshot snapshot(Policy policy) {
        return Snapshot.of(
                CompiledPolicy.of(policy), revision(7), Snapshot.Live.of(KeyRing.of(List.of(), Map.of())), 0);
    }

    /** A call to {@code payments-api}, such as {@code POST /charges}, with the certificate of that service. */
    public static AccessRequest call(String caller, String operation) {
        int space = operation.indexOf(' ');
        return AccessRequest.of(
                        new Target.OfHost("payments.shop.example"),
                        operation.substring(0, space),
                        RequestPath.read(operation.substring(space + 1)))
                .withCertificate(new CertificateEvidence.Trusted(new ClientCertificate(
                        THUMBPRINT, Optional.of("spiffe://shop.example/" + caller), List.of(), "CN=caller")))
                .from(IpAddress.parse("10.20.0.7").orElseThrow());
    }

    /** A call to {@code GET /catalog} with a token of {@code orders} that is good for two minutes. */
    public static AccessRequest reading() {
        long now = NOON.getEpochSecond();
        TestTokens token = TestTokens.segment("cordon", "orders", "catalog-api")
                .purpose("look")
                .times(now - 5, now + 120);
        return AccessRequest.of(new Target.OfService("catalog-api"), "GET", RequestPath.read("/catalog"))
                .withToken(token.bearer());
    }
}

package dev.cordon.reference;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Vouching;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.ClientCertificate;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A small shop that has one of everything, and the calls one makes there. */
public final class Shop {

    /** The instant of its calls. */
    public static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");

    private Shop() {}

    /** The policy. */
    public static Policy policy() {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("partners", Trust.PARTNER)
                .segment("ordering", Trust.INTERNAL)
                .segment("payments", Trust.RESTRICTED, CallerAuthentication.BOTH, Binding.MTLS)
                .segment("watch", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .caller("web-bff", "storefront")
                .caller("acme", "partners")
                .service(
                        "orders-api",
                        "ordering",
                        "orders.shop.example",
                        "POST /orders",
                        "GET /orders/{id}",
                        "GET /orders/export",
                        "DELETE /admin/orders/{id}")
                .service("payments-api", "payments", "pay.shop.example", "POST /charges", "GET /charges/{id}")
                .open("metrics", "watch", "metrics.shop.example")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "partners", "ordering")
                .issuer("idp", TokenKind.EXTERNAL, "acme")
                .flow(
                        "checkout",
                        "web-bff",
                        "orders-api",
                        flow -> flow.operations("POST /orders", "GET /orders/{id}")
                                .scopes("orders.write")
                                .rate(200))
                .flow(
                        "charge",
                        "ordering",
                        "payments-api",
                        flow -> flow.operations("POST /charges")
                                .when(new Condition.Network(List.of(block("10.20.0.0/16")))))
                .flow(
                        "partner-orders",
                        "acme",
                        "orders-api",
                        flow -> flow.operations("GET /orders/{id}").external())
                .flow(
                        "partner-exports",
                        "acme",
                        "orders-api",
                        flow -> flow.operations("GET /orders/export").apiKeys())
                .flow("scrape", "ordering", "metrics")
                .forbid("partners-never-touch-money", "partners", "payments")
                .build();
    }

    /**
     * A policy for those who ask: {@code gateway} is believed in all, {@code front} in callers, {@code probe} in
     * nothing.
     */
    public static Policy askedPolicy() {
        return new TestPolicy()
                .segment("storefront", Trust.PUBLIC)
                .segment("partners", Trust.PARTNER)
                .segment("ordering", Trust.INTERNAL)
                .segment("payments", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.ENVIRONMENT)
                .caller("web-bff", "storefront")
                .caller("acme", "partners")
                .caller("gateway", "ordering")
                .caller("front", "ordering")
                .caller("probe", "ordering")
                .service(
                        "orders-api",
                        "ordering",
                        "orders.shop.example",
                        "POST /orders",
                        "GET /orders/{id}",
                        "GET /orders/export")
                .service("payments-api", "payments", "pay.shop.example", "GET /charges/{id}")
                .issuer("cordon", TokenKind.SEGMENT, "storefront", "partners", "ordering")
                .flow("checkout", "web-bff", "orders-api", flow -> flow.operations("POST /orders"))
                .flow(
                        "look",
                        "web-bff",
                        "orders-api",
                        flow -> flow.operations("GET /orders/{id}").vouched())
                .flow(
                        "export",
                        "web-bff",
                        "orders-api",
                        flow -> flow.operations("GET /orders/export")
                                .when(new Condition.Network(List.of(block("10.20.0.0/16")))))
                .flow("peek", "web-bff", "payments-api", flow -> flow.vouched())
                .enforcementPoint("gateway", Vouching.SUBJECT, Vouching.NETWORK, Vouching.CERTIFICATE)
                .enforcementPoint("front", Vouching.SUBJECT)
                .enforcementPoint("probe")
                .build();
    }

    /** Production, with nothing revoked. */
    public static World world() {
        return new World(new Environment("production"), NOW.plusSeconds(86_400), List.of());
    }

    /** The bff's token for the checkout. */
    public static TestTokens checkoutToken() {
        long now = NOW.getEpochSecond();
        return TestTokens.segment("cordon", "web-bff", "orders-api")
                .purpose("checkout")
                .scopes(List.of("orders.write"))
                .times(now - 10, now + 200);
    }

    /** A call with a bearer token, by host, from 10.20.0.1. */
    public static Call call(String host, String method, String path, TestTokens token) {
        return new Call(
                new Call.Addressee(true, host),
                method,
                path,
                Optional.of("10.20.0.1"),
                new CertificateEvidence.None(),
                Optional.of(new Call.Shown(
                        PresentedToken.Scheme.BEARER,
                        Optional.empty(),
                        Optional.of(token.verified()),
                        Optional.empty())));
    }

    /** The checkout that is meant to be. */
    public static Call checkout() {
        return call("orders.shop.example", "POST", "/orders", checkoutToken());
    }

    /** A call at {@link #NOW} in {@link #world}, with a fresh snapshot. */
    public static Trial trial(Call call) {
        return new Trial(policy(), world(), NOW, Duration.ofMillis(100), call);
    }

    /** The verified certificate of a service. */
    public static CertificateEvidence certificate(String service) {
        return new CertificateEvidence.Trusted(new ClientCertificate(
                new KeyThumbprint("A".repeat(43)),
                Optional.of("spiffe://shop.example/" + service),
                List.of(),
                "CN=" + service));
    }

    private static Cidr block(String text) {
        return Cidr.parse(text).orElseThrow();
    }
}

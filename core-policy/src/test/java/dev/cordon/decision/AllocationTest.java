package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Call;
import dev.cordon.reference.Lives;
import dev.cordon.reference.Shop;
import dev.cordon.reference.World;
import dev.cordon.registry.Deprecation;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.lang.management.ManagementFactory;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A decision on a call whose token is in the cache allocates nothing. */
final class AllocationTest {

    private static final int DECISIONS = 100_000;
    /** What the measuring itself may take, and a cache that tidies up now and then: no byte a decision. */
    private static final long NOISE = 16 * 1024;

    private static final Moment NOW = new Moment(Shop.NOW, 0);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 100);
    /** Keeps the decisions from being optimised away. */
    private Decision last;

    private final Snapshot snapshot = world().snapshot(CompiledPolicy.of(policy()));

    @Test
    void an_allow_under_every_condition_allocates_nothing() {
        assertThat(measured(call("GET", "/orders/4711", token("web", "read")), "read"))
                .isLessThan(NOISE);
    }

    @Test
    void an_allow_in_shadow_allocates_nothing() {
        assertThat(measured(call("DELETE", "/orders/4711", token("web", "shadowed")), "shadowed"))
                .isLessThan(NOISE);
    }

    @Test
    void an_allow_that_counts_the_caller_alone_allocates_nothing() {
        assertThat(measured(call("PUT", "/orders/4711", token("web", "counted")), "counted"))
                .isLessThan(NOISE);
        assertThat(measured(call("PUT", "/orders/4711", token("idle", "counted")), "counted"))
                .isLessThan(NOISE);
    }

    @Test
    void a_forbidden_call_with_a_chain_allocates_nothing() {
        TestTokens token = token("web", "read").origin("partner").actors("partner", "web");

        assertThat(measured(call("GET", "/orders/4711", token), "FORBIDDEN")).isLessThan(NOISE);
    }

    @Test
    void a_failed_condition_allocates_nothing() {
        TestTokens token = token("web", "read").claims(Map.of());

        assertThat(measured(call("GET", "/orders/4711", token), "CONDITION_CLAIM"))
                .isLessThan(NOISE);
    }

    @Test
    void a_call_without_a_flow_allocates_nothing() {
        assertThat(measured(call("GET", "/orders/4711", token("idle", "read")), "NO_FLOW"))
                .isLessThan(NOISE);
    }

    @Test
    void a_call_for_another_purpose_allocates_nothing() {
        assertThat(measured(call("GET", "/orders/4711", token("web", "other")), "PURPOSE_MISMATCH"))
                .isLessThan(NOISE);
    }

    @Test
    void an_external_token_allocates_nothing() {
        long now = Shop.NOW.getEpochSecond();
        TestTokens token = TestTokens.external("idp", "web", "https://shop.example")
                .scopes(List.of("orders"))
                .times(now - 60, now + 3600);

        assertThat(measured(Shop.call("shop.example", "POST", "/orders", token), "outside"))
                .isLessThan(NOISE);
    }

    @Test
    void a_caller_by_certificate_alone_allocates_nothing() {
        Call call = new Call(
                new Call.Addressee(false, "metrics"),
                "GET",
                "/any/path",
                Optional.empty(),
                Shop.certificate("web"),
                Optional.empty());

        assertThat(measured(call, "scrape")).isLessThan(NOISE);
    }

    @Test
    void an_unknown_operation_and_an_unknown_host_allocate_nothing() {
        assertThat(measured(call("GET", "/nothing/here", token("web", "read")), "OPERATION_UNKNOWN"))
                .isLessThan(NOISE);
        assertThat(measured(Shop.call("else.example", "GET", "/", token("web", "read")), "HOST_UNKNOWN"))
                .isLessThan(NOISE);
    }

    private long measured(Call call, String expected) {
        AccessRequest request = call.toRequest();
        String outcome = enforcer.decide(snapshot, request, NOW)
                .fold(allow -> allow.flow().text(), deny -> deny.reason().name());
        assertThat(outcome).isEqualTo(expected);
        long least = Long.MAX_VALUE;
        // what is not compiled yet may allocate what the compiled code does not: the best of some rounds counts
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            decideOften(request);
            least = Math.min(
                    least,
                    THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        assertThat(last).isSameAs(enforcer.decide(snapshot, request, NOW));
        return least;
    }

    private void decideOften(AccessRequest request) {
        for (int i = 0; i < DECISIONS; i++) {
            last = enforcer.decide(snapshot, request, NOW);
        }
    }

    private static Call call(String method, String path, TestTokens token) {
        Call plain = Shop.call("api.example", method, path, token);
        CertificateEvidence certificate = Shop.certificate("nobody");
        return new Call(plain.target(), method, path, plain.source(), certificate, plain.token());
    }

    private static TestTokens token(String caller, String purpose) {
        long now = Shop.NOW.getEpochSecond();
        return TestTokens.segment("cordon", caller, "api")
                .purpose(purpose)
                .times(now - 10, now + 200)
                .environment("production")
                .networks(List.of(block()))
                .windows(List.of(always()))
                .maxAge(100)
                .scopes(List.of("orders"))
                .claims(Map.of("tenant", new ClaimValue.Text("blue")))
                .subject(new VerifiedToken.Subject("idp", "user", List.of("clerk"), List.of("berlin")));
    }

    private static World world() {
        World plain = Shop.world();
        return new World(
                plain.environment(),
                plain.validUntil(),
                List.of(
                        new Revocation.OfToken(new IssuerName("cordon"), "another"),
                        new Revocation.OfService(new ServiceName("retired")),
                        new Revocation.IssuedBefore(new ServiceName("web"), 1000, true),
                        new Revocation.OfGeneration(new ServiceName("web"), 7)),
                new Lives(
                        Set.of(new ServiceName("retired")),
                        Map.of(
                                new ServiceName("api"),
                                new Deprecation(
                                        Optional.of(Shop.NOW.plusSeconds(60)),
                                        Set.of(new ServiceName("web"), new ServiceName("idle")),
                                        Set.of(
                                                Operation.parse("GET /orders/{id}"),
                                                Operation.parse("POST /orders"))))));
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("callers", Trust.INTERNAL)
                .segment("apis", Trust.INTERNAL, CallerAuthentication.TOKEN)
                .segment("bound", Trust.RESTRICTED, CallerAuthentication.TOKEN, Binding.ENVIRONMENT)
                .segment("watch", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS)
                .caller("web", "callers")
                .caller("idle", "callers")
                .caller("partner", "callers")
                .service("api", "bound", "api.example", "GET /orders/{id}", "DELETE /orders/{id}", "PUT /orders/{id}")
                .service("shop", "apis", "shop.example", "POST /orders")
                .open("metrics", "watch", "metrics.example")
                .issuer("cordon", TokenKind.SEGMENT, "callers")
                .issuer("idp", TokenKind.EXTERNAL, "callers")
                .flow(
                        "read",
                        "web",
                        "api",
                        flow -> flow.operations("GET /orders/{id}")
                                .scopes("orders")
                                .rate(100)
                                .when(everyCondition()))
                .flow(
                        "shadowed",
                        "web",
                        "api",
                        flow -> flow.operations("DELETE /orders/{id}")
                                .when(new Condition.InEnvironment(List.of(new Environment("staging"))))
                                .shadow())
                .flow("other", "web", "shop")
                .flow(
                        "counted",
                        "callers",
                        "api",
                        flow -> flow.operations("PUT /orders/{id}").ratePerCaller(9))
                .flow(
                        "outside",
                        "callers",
                        "shop",
                        flow -> flow.scopes("orders").external())
                .flow("scrape", "callers", "metrics")
                .forbid("no-partners", "partner", "trust:restricted")
                .build();
    }

    private static Condition[] everyCondition() {
        return new Condition[] {
            new Condition.Network(List.of(block())),
            new Condition.SameEnvironment(),
            new Condition.InEnvironment(List.of(new Environment("production"))),
            new Condition.Device(List.of(new KeyThumbprint("A".repeat(43)))),
            new Condition.Time(List.of(always())),
            new Condition.MutualTls(),
            new Condition.MaxTokenAge(Duration.ofSeconds(60)),
            new Condition.Claim("tenant", new ClaimTest.OneOf(List.of(new ClaimValue.Text("blue")))),
            new Condition.Subject(new IssuerName("idp"), List.of("clerk"), List.of("berlin"))
        };
    }

    private static Cidr block() {
        return Cidr.parse("10.20.0.0/16").orElseThrow();
    }

    private static TimeWindow always() {
        return new TimeWindow(List.of(DayOfWeek.values()), 0, 1440, ZoneId.of("Europe/Berlin"));
    }
}

package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.reference.Shop;
import dev.cordon.reference.World;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An answer that a gateway repeats must be right as often as it does. */
final class KeptAnswerTest {

    /** Noon, UTC. */
    private static final Moment NOW = new Moment(Shop.NOW, 0);

    private static final Duration KEPT = Duration.ofSeconds(20);

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);

    @Test
    void a_grant_lists_every_operation_that_the_token_opens_and_no_other() {
        assertThat(grant(policy().build(), token("read"), KEPT))
                .containsExactly("GET /orders by read", "GET /orders/{id} by read");
    }

    @Test
    void a_flow_with_a_rate_is_not_granted_not_even_for_no_time() {
        Policy policy = policy().build();

        assertThat(grant(policy, token("write"), KEPT)).isEmpty();
        assertThat(grant(policy, token("write"), Duration.ZERO)).isEmpty();
        assertThat(judge(
                        policy, call("POST", "/orders").withToken(token("write").bearer()), KEPT))
                .isEqualTo("the rate of flow `write` must be counted with every call");
        assertThat(judge(
                        policy, call("POST", "/orders").withToken(token("write").bearer()), Duration.ZERO))
                .isEqualTo("allowed by write");
    }

    @Test
    void what_the_segment_counts_is_not_granted_either() {
        Rates perCaller = new Rates(Optional.empty(), Optional.of(new RateLimit(9, RateLimit.Per.SECOND, 9)));
        Policy policy = policy().limited("zone", perCaller, Uncounted.DENY).build();

        assertThat(grant(policy, token("read"), KEPT)).isEmpty();
        assertThat(judge(
                        policy, call("GET", "/orders/7").withToken(token("read").bearer()), KEPT))
                .isEqualTo("the rate of segment `zone` must be counted with every call");
    }

    @Test
    void an_answer_does_not_outlive_the_token() {
        long end = NOW.wall().plus(KEPT).getEpochSecond();
        TestTokens ends = token("read").times(end - 60, end);
        TestTokens lasts = token("read").times(end - 60, end + 1);

        assertThat(get(policy().build(), ends, KEPT)).isEqualTo("TOKEN_EXPIRED at 20 s");
        assertThat(get(policy().build(), ends, KEPT.minusNanos(1))).isEqualTo("allowed by read");
        assertThat(get(policy().build(), lasts, KEPT)).isEqualTo("allowed by read");
        assertThat(grant(policy().build(), ends, KEPT)).isEmpty();
    }

    @Test
    void an_answer_does_not_outlive_what_the_snapshot_may() {
        assertThat(get(policy().build(), token("read"), Duration.ofSeconds(30))).isEqualTo("allowed by read");
        assertThat(get(policy().build(), token("read"), Duration.ofSeconds(30).plusNanos(1)))
                .isEqualTo("SNAPSHOT_STALE at 30 s");
    }

    @Test
    void an_answer_does_not_outlive_the_bundle() {
        World ending = new World(Shop.world().environment(), NOW.wall().plusSeconds(20), List.of());
        Snapshot snapshot = ending.snapshot(CompiledPolicy.of(policy().build()));
        AccessRequest request = call("GET", "/orders").withToken(token("read").bearer());

        assertThat(enforcer.grant(snapshot, request, NOW, KEPT)).isEmpty();
        assertThat(enforcer.grant(snapshot, request, NOW, KEPT.minusNanos(1))).hasSize(2);
    }

    @Test
    void a_window_that_closes_and_opens_again_meanwhile_is_not_overlooked() {
        TestTokens token = token("read").windows(List.of(window(660, 722), window(723, 780)));
        AccessRequest request = call("GET", "/orders").withToken(token.bearer());

        assertThat(later(policy().build(), token, Duration.ofMinutes(2).minusNanos(1)))
                .isEqualTo("allowed by read");
        assertThat(later(policy().build(), token, Duration.ofMinutes(4))).isEqualTo("BINDING_WINDOW at 120 s");
        assertThat(enforcer.grant(lasting(policy().build()), request, NOW, Duration.ofMinutes(4)))
                .isEmpty();
    }

    @Test
    void a_forbid_of_one_minute_is_not_overlooked() {
        Policy policy = policy().forbid("maintenance", "web", "api", new Condition.Time(List.of(window(721, 722))))
                .build();

        assertThat(later(policy, token("read"), Duration.ofMinutes(4))).isEqualTo("FORBIDDEN at 60 s");
        assertThat(later(policy, token("read"), Duration.ofSeconds(59))).isEqualTo("allowed by read");
    }

    @Test
    void a_gap_between_a_flow_that_ages_and_one_that_opens_is_not_overlooked() {
        Policy policy = frame().flow(
                        "young",
                        "web",
                        "api",
                        flow -> flow.external().when(new Condition.MaxTokenAge(Duration.ofSeconds(70))))
                .flow(
                        "later",
                        "web",
                        "api",
                        flow -> flow.external().when(new Condition.Time(List.of(window(722, 780)))))
                .build();

        assertThat(later(policy, external(), Duration.ofSeconds(60))).isEqualTo("allowed by young");
        assertThat(later(policy, external(), Duration.ofMinutes(5))).isEqualTo("CONDITION_TOKEN_AGE at 60 s");
    }

    @Test
    void another_flow_may_take_over_meanwhile_but_not_with_a_rate() {
        Condition young = new Condition.MaxTokenAge(Duration.ofSeconds(70));
        TestPolicy free = frame().flow(
                        "young", "web", "api", flow -> flow.external().when(young))
                .flow("any", "web", "api", flow -> flow.external());
        TestPolicy counted = frame().flow(
                        "young", "web", "api", flow -> flow.external().when(young))
                .flow("any", "web", "api", flow -> flow.external().rate(5));

        assertThat(later(free.build(), external(), Duration.ofMinutes(5))).isEqualTo("allowed by young");
        assertThat(later(counted.build(), external(), Duration.ofMinutes(5)))
                .isEqualTo("the rate of flow `any` must be counted with every call");
    }

    @Test
    void a_flow_that_only_the_missing_address_passes_over_may_not_be_counted() {
        Condition inside =
                new Condition.Network(List.of(Cidr.parse("10.0.0.0/8").orElseThrow()));
        Policy counted = frame().flow(
                        "inside",
                        "web",
                        "api",
                        flow -> flow.external().when(inside).rate(5))
                .flow("any", "web", "api", flow -> flow.external())
                .build();
        Policy free = frame().flow(
                        "inside", "web", "api", flow -> flow.external().when(inside))
                .flow("any", "web", "api", flow -> flow.external())
                .build();
        AccessRequest unknown = call("GET", "/orders").withToken(external().bearer());
        AccessRequest outside = unknown.from(IpAddress.parse("192.0.2.1").orElseThrow());

        assertThat(judge(counted, unknown, KEPT))
                .isEqualTo("from some address flow `inside` would allow it, and every call by it must be counted");
        assertThat(judge(counted, unknown, Duration.ZERO)).isEqualTo("allowed by any");
        assertThat(judge(counted, outside, KEPT)).isEqualTo("allowed by any");
        assertThat(judge(free, unknown, KEPT)).isEqualTo("allowed by any");
    }

    @Test
    void an_answer_that_a_certificate_was_shown_for_is_not_kept() {
        AccessRequest request =
                call("GET", "/orders").withToken(token("read").bearer()).withCertificate(Shop.certificate("web"));

        assertThat(judge(policy().build(), request, KEPT))
                .isEqualTo("until when the client certificate is valid is not known here");
        assertThat(judge(policy().build(), request, Duration.ZERO)).isEqualTo("allowed by read");
        assertThat(judge(policy().build(), request.withCertificate(new CertificateEvidence.Untrusted()), KEPT))
                .isEqualTo("CERTIFICATE_UNTRUSTED at 0 s");
    }

    @Test
    void nothing_is_granted_to_a_revoked_token_or_without_one() {
        World revoking = new World(
                Shop.world().environment(),
                Shop.world().validUntil(),
                List.of(new Revocation.OfToken(new IssuerName("cordon"), "id")));
        Snapshot snapshot = revoking.snapshot(CompiledPolicy.of(policy().build()));
        AccessRequest request = call("GET", "/orders");

        assertThat(enforcer.grant(snapshot, request.withToken(token("read").bearer()), NOW, KEPT))
                .isEmpty();
        assertThat(enforcer.grant(snapshot, request, NOW, KEPT)).isEmpty();
    }

    @Test
    void nothing_is_granted_on_a_host_on_a_stranger_or_on_a_service_that_takes_every_path() {
        Policy policy = new TestPolicy()
                .segment("zone", Trust.INTERNAL, CallerAuthentication.TOKEN)
                .caller("web", "zone")
                .open("api", "zone", "api.example")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("read", "web", "api")
                .build();
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy));

        for (Target target : List.of(
                new Target.OfService("api"), new Target.OfHost("api.example"), new Target.OfService("nobody"))) {
            AccessRequest request = AccessRequest.of(target, "GET", RequestPath.read("/orders"))
                    .withToken(token("read").bearer());
            assertThat(enforcer.grant(snapshot, request, NOW, Duration.ZERO))
                    .as("%s", target)
                    .isEmpty();
        }
    }

    @Test
    void an_answer_is_kept_for_an_hour_at_most() {
        for (Duration odd : List.of(Duration.ofNanos(-1), Duration.ofHours(1).plusNanos(1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> get(policy().build(), token("read"), odd))
                    .withMessage("an answer is kept for 0 s to 1 h");
            assertThatIllegalArgumentException().isThrownBy(() -> grant(policy().build(), token("read"), odd));
        }
    }

    private static TestPolicy policy() {
        return frame().flow("read", "web", "api", flow -> flow.operations("GET /orders", "GET /orders/{id}"))
                .flow(
                        "write",
                        "web",
                        "api",
                        flow -> flow.operations("POST /orders").rate(2));
    }

    private static TestPolicy frame() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .caller("web", "zone")
                .service("api", "zone", "api.example", "POST /orders", "GET /orders", "GET /orders/{id}", "GET /admin")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .issuer("idp", TokenKind.EXTERNAL, "zone");
    }

    private static TestTokens token(String purpose) {
        long now = NOW.wall().getEpochSecond();
        return TestTokens.segment("cordon", "web", "api").purpose(purpose).times(now - 10, now + 290);
    }

    private static TestTokens external() {
        long now = NOW.wall().getEpochSecond();
        return TestTokens.external("idp", "web", "api").times(now - 10, now + 7200);
    }

    /** Every day, by the minutes of the day. */
    private static TimeWindow window(int start, int end) {
        return new TimeWindow(List.of(DayOfWeek.values()), start, end, ZoneId.of("UTC"));
    }

    private static AccessRequest call(String method, String path) {
        return AccessRequest.of(new Target.OfService("api"), method, RequestPath.read(path));
    }

    private static Snapshot fresh(Policy policy) {
        return Shop.world().snapshot(CompiledPolicy.of(policy));
    }

    /** One that is read only after all that is tested: it does not go stale meanwhile. */
    private static Snapshot lasting(Policy policy) {
        return fresh(policy).confirmedAt(Duration.ofHours(1).toNanos());
    }

    private String get(Policy policy, TestTokens token, Duration kept) {
        return judge(policy, call("GET", "/orders").withToken(token.bearer()), kept);
    }

    private String later(Policy policy, TestTokens token, Duration kept) {
        return judge(lasting(policy), call("GET", "/orders").withToken(token.bearer()), kept);
    }

    private String judge(Policy policy, AccessRequest request, Duration kept) {
        return judge(fresh(policy), request, kept);
    }

    private String judge(Snapshot snapshot, AccessRequest request, Duration kept) {
        KeptJudgement judged = enforcer.judge(snapshot, request, NOW, kept);
        long seconds = Duration.between(NOW.wall(), judged.at().wall()).toSeconds();
        assertThat(judged.at().ticks())
                .isEqualTo(Duration.between(NOW.wall(), judged.at().wall()).toNanos());
        return judged.obstacle()
                .orElse(judged.judgement()
                        .decision()
                        .fold(allow -> "allowed by " + allow.flow(), deny -> deny.reason() + " at " + seconds + " s"));
    }

    private List<String> grant(Policy policy, TestTokens token, Duration kept) {
        AccessRequest request = call("PUT", "//nowhere").withToken(token.bearer());
        return enforcer.grant(fresh(policy), request, NOW, kept).stream()
                .map(grant -> grant.operation() + " by " + grant.flow())
                .toList();
    }
}

package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import dev.cordon.token.VerifiedToken;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A flow's conditions on what a caller shows: what meets them, what does not, and what says nothing about them. */
final class FlowConditionTest {

    private static final String ALLOWED = "allowed";
    /** That of {@link Shop#certificate}. */
    private static final KeyThumbprint SHOWN = new KeyThumbprint("A".repeat(43));

    private static final KeyThumbprint OTHER = new KeyThumbprint("B".repeat(42) + "A");

    @Test
    void a_device_is_known_by_the_certificate_that_it_shows() {
        AccessRequest shows = call(token()).withCertificate(Shop.certificate("web"));

        assertThat(decide(new Condition.Device(List.of(OTHER, SHOWN)), shows)).isEqualTo(ALLOWED);
        assertThat(decide(new Condition.Device(List.of(OTHER)), shows)).isEqualTo("CONDITION_DEVICE");
        assertThat(decide(new Condition.Device(List.of(SHOWN)), call(token()))).isEqualTo("CONDITION_DEVICE");
    }

    @Test
    void mutual_tls_is_a_certificate_that_is_trusted() {
        assertThat(decide(new Condition.MutualTls(), call(token()).withCertificate(Shop.certificate("web"))))
                .isEqualTo(ALLOWED);
        assertThat(decide(new Condition.MutualTls(), call(token()))).isEqualTo("CONDITION_MTLS");
    }

    @Test
    void a_claim_equals_a_value_or_one_of_several() {
        Condition equal = claim(new ClaimTest.Equal(text("gold")));
        Condition oneOf = claim(new ClaimTest.OneOf(List.of(text("gold"), text("silver"))));

        assertThat(decide(equal, call(with(text("gold"))))).isEqualTo(ALLOWED);
        assertThat(decide(equal, call(with(text("silver"))))).isEqualTo("CONDITION_CLAIM");
        assertThat(decide(oneOf, call(with(text("silver"))))).isEqualTo(ALLOWED);
        assertThat(decide(oneOf, call(with(text("lead"))))).isEqualTo("CONDITION_CLAIM");
        assertThat(decide(equal, call(token()))).isEqualTo("CONDITION_CLAIM");
    }

    @Test
    void a_claim_of_several_values_contains_one() {
        Condition contains = claim(new ClaimTest.Contains(text("gold")));

        assertThat(decide(contains, call(with(many("lead", "gold"))))).isEqualTo(ALLOWED);
        assertThat(decide(contains, call(with(many("lead"))))).isEqualTo("CONDITION_CLAIM");
        assertThat(decide(contains, call(with(text("gold"))))).isEqualTo("CONDITION_CLAIM");
    }

    @Test
    void a_user_has_one_of_the_roles_and_one_of_the_groups() {
        Condition both = subject(List.of("clerk", "boss"), List.of("north"));

        assertThat(decide(both, call(user("idp", List.of("boss"), List.of("south", "north")))))
                .isEqualTo(ALLOWED);
        assertThat(decide(both, call(user("idp", List.of("guest"), List.of("north")))))
                .isEqualTo("CONDITION_SUBJECT");
        assertThat(decide(both, call(user("idp", List.of("boss"), List.of("south")))))
                .isEqualTo("CONDITION_SUBJECT");
        assertThat(decide(both, call(user("other", List.of("boss"), List.of("north")))))
                .isEqualTo("CONDITION_SUBJECT");
        assertThat(decide(both, call(token()))).isEqualTo("CONDITION_SUBJECT");
    }

    @Test
    void roles_or_groups_that_are_not_asked_for_do_not_count() {
        assertThat(decide(subject(List.of("boss"), List.of()), call(user("idp", List.of("boss"), List.of()))))
                .isEqualTo(ALLOWED);
        assertThat(decide(subject(List.of(), List.of("north")), call(user("idp", List.of(), List.of("north")))))
                .isEqualTo(ALLOWED);
    }

    @Test
    void where_every_flow_denies_the_first_one_and_its_reason_are_told() {
        CompiledPolicy policy = CompiledPolicy.of(
                policy().flow("first", "web", "api", flow -> flow.external().scopes("write"))
                        .flow("last", "web", "api", flow -> flow.external().when(new Condition.MutualTls()))
                        .build());
        long now = Shop.NOW.getEpochSecond();
        AccessRequest call = call(TestTokens.external("idp", "web", "api").times(now - 10, now + 200));

        assertThat(decide(policy, call)).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
            assertThat(deny.reason()).isEqualTo(Reason.SCOPE_MISSING);
            assertThat(deny.rule()).contains("first");
        });
    }

    @Test
    void an_external_token_that_may_do_without_audience_is_for_every_target() {
        CompiledPolicy policy = CompiledPolicy.of(
                policy().flow("open", "web", "api", flow -> flow.external()).build());
        long now = Shop.NOW.getEpochSecond();
        TestTokens token = TestTokens.external("idp", "web", "api").times(now - 10, now + 200);

        assertThat(decide(policy, call(token.audience()))).isInstanceOf(Decision.Allow.class);
        assertThat(decide(policy, call(token.audience("other"))))
                .isInstanceOfSatisfying(
                        Decision.Deny.class, deny -> assertThat(deny.reason()).isEqualTo(Reason.AUDIENCE_MISMATCH));
    }

    private static Condition claim(ClaimTest test) {
        return new Condition.Claim("tier", test);
    }

    private static Condition subject(List<String> roles, List<String> groups) {
        return new Condition.Subject(new IssuerName("idp"), roles, groups);
    }

    private static ClaimValue.Text text(String text) {
        return new ClaimValue.Text(text);
    }

    private static ClaimValue many(String... texts) {
        return new ClaimValue.Many(
                Arrays.stream(texts).<ClaimValue>map(ClaimValue.Text::new).toList());
    }

    private static TestTokens token() {
        long now = Shop.NOW.getEpochSecond();
        return TestTokens.segment("cordon", "web", "api").purpose("read").times(now - 10, now + 200);
    }

    private static TestTokens with(ClaimValue tier) {
        return token().claims(Map.of("tier", tier));
    }

    private static TestTokens user(String issuer, List<String> roles, List<String> groups) {
        return token().subject(new VerifiedToken.Subject(issuer, "alice", roles, groups));
    }

    private static AccessRequest call(TestTokens token) {
        return AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/orders"))
                .withToken(token.bearer());
    }

    /** Allowed, or the reason why not. */
    private static String decide(Condition condition, AccessRequest call) {
        CompiledPolicy policy = CompiledPolicy.of(policy().flow("read", "web", "api", flow -> flow.when(condition))
                .build());
        return decide(policy, call).fold(allow -> ALLOWED, deny -> deny.reason().name());
    }

    private static TestPolicy policy() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .caller("web", "zone")
                .service("api", "zone", "api.example", "GET /orders")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .issuer("idp", TokenKind.EXTERNAL, "web");
    }

    private static Decision decide(CompiledPolicy policy, AccessRequest call) {
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 0);
        return enforcer.decide(Shop.world().snapshot(policy), call, new Moment(Shop.NOW, 0));
    }
}

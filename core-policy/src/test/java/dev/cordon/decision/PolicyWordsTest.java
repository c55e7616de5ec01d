package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy asks of a caller's evidence, in its flows and in its forbids: a record leaves out the rest. */
final class PolicyWordsTest {

    private static final Condition TIER = new Condition.Claim("tier", new ClaimTest.Equal(new ClaimValue.Text("gold")));

    @Test
    void a_policy_without_conditions_asks_for_nothing() {
        PolicyWords words = words(policy().flow("read", "web", "api").forbid("never", "web", "api"));

        assertThat(words.testsClaims()).isFalse();
        assertThat(words.testsClaim("tier")).isFalse();
        assertThat(words.asksForSubject()).isFalse();
        assertThat(words.asksForRole("boss")).isFalse();
        assertThat(words.asksForGroup("north")).isFalse();
    }

    @Test
    void a_claim_counts_that_a_flow_or_a_forbid_tests_and_no_other() {
        for (PolicyWords words : List.of(flow(TIER), forbid(TIER))) {
            assertThat(words.testsClaims()).isTrue();
            assertThat(words.testsClaim("tier")).isTrue();
            assertThat(words.testsClaim("gold")).isFalse();
            assertThat(words.asksForSubject()).isFalse();
        }
    }

    @Test
    void each_condition_of_a_rule_counts() {
        PolicyWords words = flow(TIER, subject(List.of("boss", "clerk"), List.of("north", "south")));

        assertThat(words.testsClaim("tier")).isTrue();
        assertThat(List.of("boss", "clerk")).allMatch(words::asksForRole);
        assertThat(List.of("north", "south")).allMatch(words::asksForGroup);
        assertThat(words.asksForRole("north")).isFalse();
        assertThat(words.asksForGroup("boss")).isFalse();
    }

    @Test
    void a_user_counts_where_a_role_or_a_group_is_asked_for() {
        Condition boss = subject(List.of("boss"), List.of());
        Condition north = subject(List.of(), List.of("north"));

        for (PolicyWords words : List.of(flow(boss), forbid(boss), flow(north), forbid(north))) {
            assertThat(words.asksForSubject()).isTrue();
            assertThat(words.testsClaims()).isFalse();
        }
        assertThat(flow(boss).asksForRole("boss")).isTrue();
        assertThat(flow(north).asksForGroup("north")).isTrue();
    }

    private static Condition subject(List<String> roles, List<String> groups) {
        return new Condition.Subject(new IssuerName("idp"), roles, groups);
    }

    private static PolicyWords flow(Condition... when) {
        return words(policy().flow("read", "web", "api", flow -> flow.when(when)));
    }

    private static PolicyWords forbid(Condition... when) {
        return words(policy().forbid("never", "web", "api", when));
    }

    private static PolicyWords words(TestPolicy policy) {
        return CompiledPolicy.of(policy.build()).words();
    }

    private static TestPolicy policy() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .caller("web", "zone")
                .service("api", "zone", "api.example", "GET /orders")
                .issuer("idp", TokenKind.EXTERNAL, "web");
    }
}

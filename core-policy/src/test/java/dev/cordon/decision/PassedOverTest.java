package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import dev.cordon.policy.Condition;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TestPolicy.FlowDraft;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which of the flows that an allow passes over for want of an address keeps its answer from being repeated. */
final class PassedOverTest {

    private static final Condition INSIDE =
            new Condition.Network(List.of(Cidr.parse("10.0.0.0/8").orElseThrow()));
    private static final Condition YOUNG = new Condition.MaxTokenAge(Duration.ofSeconds(5));
    private static final String KEPT = "kept, allowed by any";

    @Test
    void it_is_found_behind_one_without_a_rate() {
        TestPolicy policy = policy().flow(
                        "a", "web", "api", flow -> flow.external().when(INSIDE))
                .flow("b", "web", "api", PassedOverTest::counted)
                .flow("any", "web", "api", FlowDraft::external);

        assertThat(judge(policy, external())).isEqualTo(obstacle("b"));
    }

    @Test
    void it_is_the_first_of_several() {
        TestPolicy policy = policy().flow(
                        "a", "web", "api", flow -> flow.external().when(INSIDE))
                .flow("b", "web", "api", PassedOverTest::counted)
                .flow("c", "web", "api", PassedOverTest::counted)
                .flow("any", "web", "api", FlowDraft::external);

        assertThat(judge(policy, external())).isEqualTo(obstacle("b"));
    }

    @Test
    void one_that_no_address_would_open_does_not_count() {
        TestPolicy policy = policy().flow(
                        "a", "web", "api", flow -> flow.external().when(YOUNG).rate(5))
                .flow("any", "web", "api", FlowDraft::external);

        assertThat(judge(policy, external())).isEqualTo(KEPT);
    }

    @Test
    void one_behind_the_flow_that_allows_does_not_count() {
        TestPolicy policy = policy().flow("any", "web", "api", FlowDraft::external)
                .flow("b", "web", "api", PassedOverTest::counted);

        assertThat(judge(policy, external())).isEqualTo(KEPT);
    }

    @Test
    void one_for_tokens_of_the_other_kind_does_not_count() {
        TestPolicy segment =
                policy().flow("a", "web", "api", PassedOverTest::counted).flow("any", "web", "api");
        TestPolicy external = policy().flow(
                        "a", "web", "api", flow -> flow.when(INSIDE).rate(5))
                .flow("any", "web", "api", FlowDraft::external);

        assertThat(judge(segment, segment())).isEqualTo(KEPT);
        assertThat(judge(external, external())).isEqualTo(KEPT);
    }

    private static void counted(FlowDraft flow) {
        flow.external().when(INSIDE).rate(5);
    }

    private static String obstacle(String flow) {
        return "from some address flow `" + flow + "` would allow it, and every call by it must be counted";
    }

    private static TestPolicy policy() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .caller("web", "zone")
                .service("api", "zone", "api.example", "GET /orders")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .issuer("idp", TokenKind.EXTERNAL, "zone");
    }

    /** Ten seconds old. */
    private static TestTokens external() {
        long now = Shop.NOW.getEpochSecond();
        return TestTokens.external("idp", "web", "api").times(now - 10, now + 200);
    }

    private static TestTokens segment() {
        long now = Shop.NOW.getEpochSecond();
        return TestTokens.segment("cordon", "web", "api").purpose("any").times(now - 10, now + 200);
    }

    /** From an address that is not known, for 20 seconds. */
    private static String judge(TestPolicy policy, TestTokens token) {
        AccessRequest call = AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/orders"))
                .withToken(token.bearer());
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
        KeptJudgement judged = enforcer.judge(
                Shop.world().snapshot(CompiledPolicy.of(policy.build())),
                call,
                new Moment(Shop.NOW, 0),
                Duration.ofSeconds(20));
        return judged.obstacle()
                .orElseGet(() -> judged.judgement()
                        .decision()
                        .fold(
                                allow -> "kept, allowed by " + allow.flow(),
                                deny -> deny.reason().name()));
    }
}

package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Lives;
import dev.cordon.reference.Shop;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What events tell of services counts beside what is revoked. */
final class RegistryDecisionTest {

    private static final Instant NOW = Shop.NOW;

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
    private final Policy policy = new TestPolicy()
            .segment("zone", Trust.INTERNAL)
            .caller("origin", "zone")
            .caller("actor", "zone")
            .caller("web", "zone")
            .caller("other", "zone")
            .service("api", "zone", "api.example", "GET /")
            .issuer("cordon", TokenKind.SEGMENT, "zone")
            .flow("all", "web", "api")
            .build();

    private String decide(Lives lives, Duration kept) {
        long now = NOW.getEpochSecond();
        TestTokens token = TestTokens.segment("cordon", "web", "api")
                .purpose("all")
                .origin("origin")
                .actors("web", "actor")
                .times(now, now + 60);
        KeptJudgement judged = enforcer.judge(
                Shop.world().with(lives).snapshot(CompiledPolicy.of(policy)),
                Shop.call("api.example", "GET", "/", token).toRequest(),
                new Moment(NOW, 0),
                kept);
        return judged.judgement()
                .decision()
                .fold(allow -> allow.flow().text(), deny -> deny.reason().name());
    }

    private String decide(Lives lives) {
        return decide(lives, Duration.ZERO);
    }

    @Test
    void nobody_involved_may_be_retired() {
        assertThat(decide(Lives.NONE)).isEqualTo("all");
        for (String one : new String[] {"origin", "actor", "web", "api"}) {
            assertThat(decide(Lives.without(one))).as(one).isEqualTo("SERVICE_REVOKED");
        }
        assertThat(decide(Lives.without("other"))).isEqualTo("all");
    }

    @Test
    void a_deprecated_target_serves_whom_it_lists_or_all_until_its_time_is_over() {
        assertThat(decide(Lives.deprecating("api", null))).isEqualTo("all");
        assertThat(decide(Lives.deprecating("api", null, "other"))).isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide(Lives.deprecating("api", null, "other", "web"))).isEqualTo("all");
        assertThat(decide(Lives.deprecating("api", NOW.plusNanos(1), "web"))).isEqualTo("all");
        assertThat(decide(Lives.deprecating("api", NOW, "web"))).isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide(Lives.deprecating("api", NOW))).isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide(Lives.deprecating("web", NOW, "other")))
                .as("it still calls")
                .isEqualTo("all");
    }

    @Test
    void an_answer_does_not_outlive_the_time_of_a_deprecated_target() {
        Lives ending = Lives.deprecating("api", NOW.plusSeconds(20));

        assertThat(decide(ending, Duration.ofSeconds(20).minusNanos(1))).isEqualTo("all");
        assertThat(decide(ending, Duration.ofSeconds(20))).isEqualTo("SERVICE_DEPRECATED");
    }
}

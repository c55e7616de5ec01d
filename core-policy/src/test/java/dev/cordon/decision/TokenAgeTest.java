package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Condition;
import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Ages are compared to the nanosecond: a token of at most ten seconds is not good for almost eleven. */
final class TokenAgeTest {

    private static final Instant ISSUED = Shop.NOW;
    private static final Instant LAST = ISSUED.plusSeconds(10);

    @Test
    void a_token_ends_with_the_last_instant_of_its_own_maximum_age() {
        TestTokens token = token().maxAge(10);

        assertThat(decide(token, LAST)).isEqualTo("allowed");
        assertThat(decide(token, LAST.plusNanos(1))).isEqualTo("TOKEN_TOO_OLD");
    }

    @Test
    void a_flow_closes_with_the_last_instant_of_its_maximum_token_age() {
        Condition tenSeconds = new Condition.MaxTokenAge(Duration.ofSeconds(10));

        assertThat(decide(token(), LAST, tenSeconds)).isEqualTo("allowed");
        assertThat(decide(token(), LAST.plusNanos(1), tenSeconds)).isEqualTo("CONDITION_TOKEN_AGE");
    }

    private static TestTokens token() {
        long issued = ISSUED.getEpochSecond();
        return TestTokens.segment("cordon", "api", "api").purpose("loop").times(issued, issued + 60);
    }

    private static String decide(TestTokens token, Instant now, Condition... when) {
        Policy policy = new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .service("api", "zone", "api.example", "GET /")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("loop", "api", "api", flow -> flow.when(when))
                .build();
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy));
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
        Decision decision = enforcer.decide(
                snapshot, Shop.call("api.example", "GET", "/", token).toRequest(), new Moment(now, 0));
        return decision.fold(allow -> "allowed", deny -> deny.reason().name());
    }
}

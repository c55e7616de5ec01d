package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Call;
import dev.cordon.reference.Lives;
import dev.cordon.reference.Shop;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            .service("api", "zone", "api.example", "GET /", "GET /orders/{id}")
            .open("open", "zone", "open.example")
            .issuer("cordon", TokenKind.SEGMENT, "zone")
            .flow("all", "web", "api")
            .flow("any", "web", "open")
            .build();

    private String decide(Lives lives, Duration kept) {
        return decide("api.example", "/", lives, kept);
    }

    private String decide(String host, String path, Lives lives, Duration kept) {
        long now = NOW.getEpochSecond();
        TestTokens token = TestTokens.segment("cordon", "web", host.substring(0, host.indexOf('.')))
                .purpose(host.equals("api.example") ? "all" : "any")
                .origin("origin")
                .actors("web", "actor")
                .times(now, now + 60);
        KeptJudgement judged = enforcer.judge(
                Shop.world().with(lives).snapshot(CompiledPolicy.of(policy)),
                Shop.call(host, "GET", path, token).toRequest(),
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
    void an_operation_may_go_alone_whatever_its_parameters_are_called() {
        assertThat(decide(Lives.deprecating("api", NOW).of("GET /"))).isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide(Lives.deprecating("api", NOW).of("GET /old", "GET /")))
                .isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide(Lives.deprecating("api", NOW).of("GET /old"))).isEqualTo("all");
        assertThat(decide(Lives.deprecating("api", NOW).of("POST /"))).isEqualTo("all");
        assertThat(decide(Lives.deprecating("api", null, "web").of("GET /"))).isEqualTo("all");
        assertThat(decide(
                        "api.example",
                        "/orders/7",
                        Lives.deprecating("api", NOW).of("GET /orders/{number}"),
                        Duration.ZERO))
                .isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide(
                        "api.example",
                        "/orders/7",
                        Lives.deprecating("api", NOW).of("GET /orders/7"),
                        Duration.ZERO))
                .isEqualTo("all");
    }

    @Test
    void what_is_granted_of_a_service_leaves_out_the_operations_that_go() {
        assertThat(granted(Lives.NONE)).containsExactly("GET /", "GET /orders/{id}");
        assertThat(granted(Lives.deprecating("api", NOW).of("GET /"))).containsExactly("GET /orders/{id}");
        assertThat(granted(Lives.deprecating("api", NOW).of("GET /orders/{order}")))
                .containsExactly("GET /");
        assertThat(granted(Lives.deprecating("api", NOW))).isEmpty();
        assertThat(granted(Lives.deprecating("api", NOW.plusSeconds(20)).of("GET /")))
                .as("not to the end of its time")
                .containsExactly("GET /orders/{id}");
    }

    private List<String> granted(Lives lives) {
        long now = NOW.getEpochSecond();
        TestTokens token = TestTokens.segment("cordon", "web", "api")
                .purpose("all")
                .origin("origin")
                .actors("web", "actor")
                .times(now, now + 60);
        Call like = Shop.call("api.example", "GET", "/", token);
        Call asked =
                new Call(new Call.Addressee(false, "api"), "GET", "/", like.source(), like.certificate(), like.token());
        return enforcer
                .grant(
                        Shop.world().with(lives).snapshot(CompiledPolicy.of(policy)),
                        asked.toRequest(),
                        new Moment(NOW, 0),
                        Duration.ofSeconds(30))
                .stream()
                .map(grant -> grant.operation().toString())
                .toList();
    }

    @Test
    void a_service_that_lists_no_operations_goes_as_a_whole() {
        assertThat(decide("open.example", "/", Lives.deprecating("open", NOW), Duration.ZERO))
                .isEqualTo("SERVICE_DEPRECATED");
        assertThat(decide("open.example", "/", Lives.deprecating("open", NOW).of("GET /"), Duration.ZERO))
                .isEqualTo("any");
    }

    @Test
    void an_answer_does_not_outlive_the_time_of_a_deprecated_target() {
        Lives ending = Lives.deprecating("api", NOW.plusSeconds(20));

        assertThat(decide(ending, Duration.ofSeconds(20).minusNanos(1))).isEqualTo("all");
        assertThat(decide(ending, Duration.ofSeconds(20))).isEqualTo("SERVICE_DEPRECATED");
    }
}

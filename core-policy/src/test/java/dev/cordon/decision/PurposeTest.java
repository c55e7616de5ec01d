package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Policy;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the one flow allows that a token's purpose names. */
final class PurposeTest {

    private static final String[] OPERATIONS = {"GET /a", "GET /b", "GET /c", "GET /d"};

    @Test
    void each_operation_that_the_flow_lists_is_covered_and_no_other() {
        for (int listed = 1; listed <= 3; listed++) {
            for (int called = 0; called < 4; called++) {
                assertThat(decide("web", "lists-" + listed, "/" + (char) ('a' + called)))
                        .as("%d listed, number %d called", listed, called)
                        .isEqualTo(called < listed ? "lists-" + listed : "NO_FLOW");
            }
        }
    }

    @Test
    void a_flow_for_all_operations_covers_each() {
        for (int called = 0; called < 4; called++) {
            assertThat(decide("web", "all", "/" + (char) ('a' + called))).isEqualTo("all");
        }
    }

    @Test
    void a_flow_from_another_caller_to_another_target_or_for_other_tokens_covers_nothing() {
        assertThat(decide("other", "all", "/a")).isEqualTo("PURPOSE_MISMATCH");
        assertThat(decide("web", "elsewhere", "/a")).isEqualTo("PURPOSE_MISMATCH");
        assertThat(decide("web", "outside", "/a")).isEqualTo("PURPOSE_MISMATCH");
    }

    @Test
    void a_flow_between_segments_covers_their_services() {
        assertThat(decide("web", "zones", "/a")).isEqualTo("zones");
        assertThat(decide("api", "zones", "/a")).isEqualTo("NO_FLOW");
    }

    @Test
    void the_scopes_of_the_flow_must_be_held() {
        assertThat(decide("web", "scoped", "/a", "read", "write")).isEqualTo("scoped");
        assertThat(decide("web", "scoped", "/a", "write")).isEqualTo("SCOPE_MISSING");
    }

    private static String decide(String caller, String purpose, String path, String... scopes) {
        long now = Shop.NOW.getEpochSecond();
        TestTokens token = TestTokens.segment("cordon", caller, "api")
                .purpose(purpose)
                .scopes(List.of(scopes))
                .times(now, now + 60);
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy(purpose)));
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);
        return enforcer.decide(
                        snapshot, Shop.call("api.example", "GET", path, token).toRequest(), new Moment(Shop.NOW, 0))
                .fold(allow -> allow.flow().text(), deny -> deny.reason().name());
    }

    /** Beside a flow that lists, none covers a call of its caller; the next one lists what it does not. */
    private static Policy policy(String purpose) {
        TestPolicy policy = new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .segment("apis", Trust.INTERNAL)
                .caller("web", "zone")
                .caller("other", "zone")
                .service("api", "apis", "api.example", OPERATIONS)
                .service("else", "apis", "else.example", "GET /a")
                .issuer("cordon", TokenKind.SEGMENT, "zone", "apis")
                .issuer("idp", TokenKind.EXTERNAL, "zone");
        if (purpose.startsWith("lists-")) {
            int listed = purpose.charAt(6) - '0';
            return policy.flow(
                            purpose,
                            "web",
                            "api",
                            flow -> flow.operations(
                                    List.of(OPERATIONS).subList(0, listed).toArray(String[]::new)))
                    .flow(
                            "next",
                            "other",
                            "api",
                            flow -> flow.operations(
                                    List.of(OPERATIONS).subList(listed, 4).toArray(String[]::new)))
                    .build();
        }
        return switch (purpose) {
            case "zones" -> policy.flow("zones", "zone", "apis").build();
            case "scoped" ->
                policy.flow("scoped", "web", "api", flow -> flow.scopes("read")).build();
            default ->
                policy.flow("all", "web", "api")
                        .flow("others", "other", "api", flow -> flow.operations("GET /a"))
                        .flow("elsewhere", "web", "else")
                        .flow(
                                "outside",
                                "web",
                                "api",
                                flow -> flow.operations("GET /b").external())
                        .build();
        };
    }
}

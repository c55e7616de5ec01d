package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.reference.World;
import dev.cordon.revocation.Quarantined;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A chain is dead where one of those it came through is. */
final class RevokedChainTest {

    @Test
    void the_segment_of_the_origin_or_of_an_actor_in_between_may_not_be_quarantined() {
        assertThat(decide()).isEqualTo("all");
        assertThat(decide(Quarantined.segment("first"))).isEqualTo("QUARANTINED");
        assertThat(decide(Quarantined.segment("middle"))).isEqualTo("QUARANTINED");
        assertThat(decide(Quarantined.segment("else"))).isEqualTo("all");
    }

    @Test
    void neither_of_them_may_be_revoked() {
        assertThat(decide(new Revocation.OfService(new ServiceName("origin")))).isEqualTo("SERVICE_REVOKED");
        assertThat(decide(new Revocation.OfService(new ServiceName("actor")))).isEqualTo("SERVICE_REVOKED");
    }

    @Test
    void each_of_them_is_cut_off_by_what_it_was_issued_itself() {
        long now = Shop.NOW.getEpochSecond();
        assertThat(decide(cutOff("web", now - 5))).isEqualTo("all");
        assertThat(decide(cutOff("web", now - 4))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(cutOff("actor", now - 15))).isEqualTo("all");
        assertThat(decide(cutOff("actor", now - 14))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(cutOff("origin", now - 25))).isEqualTo("all");
        assertThat(decide(cutOff("origin", now - 24))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(cutOff("api", now + 60))).isEqualTo("all");
    }

    @Test
    void what_came_by_a_token_from_before_the_end_of_a_quarantine_stays_dead() {
        long now = Shop.NOW.getEpochSecond();
        for (var direction : List.of(Revocation.Direction.BOTH, Revocation.Direction.OUTBOUND)) {
            assertThat(decide(quarantine("origin", direction, now - 4))).isEqualTo("QUARANTINED");
            assertThat(decide(quarantine("origin", direction, now - 5))).isEqualTo("TOKEN_CUT_OFF");
            assertThat(decide(quarantine("origin", direction, now - 24))).isEqualTo("TOKEN_CUT_OFF");
            assertThat(decide(quarantine("origin", direction, now - 25))).isEqualTo("all");
            assertThat(decide(quarantine("actor", direction, now - 14))).isEqualTo("TOKEN_CUT_OFF");
            assertThat(decide(quarantine("actor", direction, now - 15))).isEqualTo("all");
        }
        assertThat(decide(quarantine("origin", Revocation.Direction.INBOUND, now + 60)))
                .isEqualTo("all");
        assertThat(decide(quarantine("api", Revocation.Direction.OUTBOUND, now + 60)))
                .isEqualTo("all");
        assertThat(decide(quarantine("api", Revocation.Direction.INBOUND, now - 4)))
                .isEqualTo("QUARANTINED");
        assertThat(decide(quarantine("api", Revocation.Direction.INBOUND, now - 5)))
                .isEqualTo("all");
    }

    private static Revocation cutOff(String service, long second) {
        return new Revocation.IssuedBefore(new ServiceName(service), second, false);
    }

    private static Revocation quarantine(String service, Revocation.Direction direction, long until) {
        return new Revocation.Quarantine(new Zone.OfService(new ServiceName(service)), direction, until, "a test");
    }

    private static String decide(Revocation... revoked) {
        Policy policy = new TestPolicy()
                .segment("first", Trust.INTERNAL)
                .segment("middle", Trust.INTERNAL)
                .segment("last", Trust.INTERNAL)
                .segment("else", Trust.INTERNAL)
                .caller("origin", "first")
                .caller("actor", "middle")
                .caller("web", "last")
                .service("api", "last", "api.example", "GET /")
                .issuer("cordon", TokenKind.SEGMENT, "first", "middle", "last")
                .flow("all", "web", "api")
                .build();
        World plain = Shop.world();
        World world = new World(plain.environment(), plain.validUntil(), List.of(revoked));
        long now = Shop.NOW.getEpochSecond();
        TestTokens token = TestTokens.segment("cordon", "web", "api")
                .purpose("all")
                .origin("origin")
                .actors("web", "actor")
                .chainIssuedAt(now - 10, now - 20)
                .times(now, now + 60);
        return new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10)
                .decide(
                        world.snapshot(CompiledPolicy.of(policy)),
                        Shop.call("api.example", "GET", "/", token).toRequest(),
                        new Moment(Shop.NOW, 0))
                .fold(allow -> allow.flow().text(), deny -> deny.reason().name());
    }
}

package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Policy;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.reference.World;
import dev.cordon.revocation.Revocation;
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
        assertThat(decide(new Revocation.OfSegment(new SegmentName("first")))).isEqualTo("SEGMENT_QUARANTINED");
        assertThat(decide(new Revocation.OfSegment(new SegmentName("middle")))).isEqualTo("SEGMENT_QUARANTINED");
        assertThat(decide(new Revocation.OfSegment(new SegmentName("else")))).isEqualTo("all");
    }

    @Test
    void neither_of_them_may_be_revoked() {
        assertThat(decide(new Revocation.OfService(new ServiceName("origin")))).isEqualTo("SERVICE_REVOKED");
        assertThat(decide(new Revocation.OfService(new ServiceName("actor")))).isEqualTo("SERVICE_REVOKED");
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
                .times(now, now + 60);
        return new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10)
                .decide(
                        world.snapshot(CompiledPolicy.of(policy)),
                        Shop.call("api.example", "GET", "/", token).toRequest(),
                        new Moment(Shop.NOW, 0))
                .fold(allow -> allow.flow().text(), deny -> deny.reason().name());
    }
}

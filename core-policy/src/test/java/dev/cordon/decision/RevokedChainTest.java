package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SegmentName;
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
import dev.cordon.token.TokenHash;
import dev.cordon.token.TokenVerifier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    @Test
    void a_service_that_a_segments_quarantine_holds_is_dead_wherever_it_is_and_another_that_came_is_not() {
        long now = Shop.NOW.getEpochSecond();
        for (String service : List.of("origin", "actor", "web", "api")) {
            assertThat(decide(held(now - 4, service))).isEqualTo("QUARANTINED");
        }
        assertThat(decide(held(now - 5, "api"))).isEqualTo("all");
        assertThat(decide(held(now - 5, "actor"))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(held(now - 14, "actor"))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(held(now - 15, "actor"))).isEqualTo("all");
        Revocation.Quarantine middle = (Revocation.Quarantine) Quarantined.segment("middle");
        assertThat(decide(middle.endingAt(now - 5))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(middle.endingAt(now - 5).holding(Set.of()))).isEqualTo("all");
    }

    @Test
    void no_token_that_it_came_by_may_be_from_before_an_epoch() {
        long now = Shop.NOW.getEpochSecond();
        assertThat(decide(new Revocation.Epoch(now - 25))).isEqualTo("all");
        assertThat(decide(new Revocation.Epoch(now - 24))).isEqualTo("TOKEN_CUT_OFF");
        assertThat(decide(new Revocation.Epoch(now - 4))).isEqualTo("TOKEN_CUT_OFF");
    }

    @Test
    void the_api_key_that_a_chain_began_with_may_be_from_before_an_epoch_and_nothing_after_it() {
        long now = Shop.NOW.getEpochSecond();
        ApiKeys own = keys("txn", "origin", now - 20);
        assertThat(decide(own, new Revocation.Epoch(now - 24))).isEqualTo("all");
        assertThat(decide(own, new Revocation.Epoch(now - 15))).isEqualTo("all");
        assertThat(decide(own, new Revocation.Epoch(now - 14))).isEqualTo("TOKEN_CUT_OFF");
        for (ApiKeys others : List.of(
                keys("another", "origin", now - 20), keys("txn", "web", now - 20), keys("txn", "origin", now - 21))) {
            assertThat(decide(others, new Revocation.Epoch(now - 24))).isEqualTo("TOKEN_CUT_OFF");
        }
        assertThat(decide(own, cutOff("origin", now - 24))).isEqualTo("TOKEN_CUT_OFF");
    }

    private static ApiKeys keys(String id, String caller, long createdAt) {
        LedgerEntry.Edge edge = new LedgerEntry.Edge(new ServiceName(caller), new ServiceName("web"), new FlowId("f"));
        ApiKey.Bounds anywhere = new ApiKey.Bounds(new Environment("production"), List.of(), List.of());
        Instant created = Instant.ofEpochSecond(createdAt);
        return ApiKeys.of(
                1,
                List.of(new ApiKey(
                        id,
                        TokenHash.of(id),
                        new ApiKey.Grant(edge, List.of(), anywhere),
                        new ApiKey.Terms("team", created, created.plusSeconds(3_600), Optional.empty()))));
    }

    private static Revocation held(long until, String service) {
        return new Revocation.Quarantine(
                new Zone.OfSegment(new SegmentName("gone")),
                Revocation.Direction.BOTH,
                until,
                "a test",
                Optional.of(Set.of(new ServiceName(service))));
    }

    private static Revocation cutOff(String service, long second) {
        return new Revocation.IssuedBefore(new ServiceName(service), second, false);
    }

    private static Revocation quarantine(String service, Revocation.Direction direction, long until) {
        return new Revocation.Quarantine(new Zone.OfService(new ServiceName(service)), direction, until, "a test");
    }

    private static String decide(Revocation... revoked) {
        return decide(ApiKeys.none(), revoked);
    }

    private static String decide(ApiKeys apiKeys, Revocation... revoked) {
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
        Snapshot bare = world.snapshot(CompiledPolicy.of(policy));
        Snapshot.Live live = bare.live();
        return new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10)
                .decide(
                        Snapshot.of(
                                bare.policy(),
                                bare.revisions().policy(),
                                new Snapshot.Live(live.registry(), live.revocations(), live.keys(), apiKeys),
                                bare.asOf()),
                        Shop.call("api.example", "GET", "/", token).toRequest(),
                        new Moment(Shop.NOW, 0))
                .fold(allow -> allow.flow().text(), deny -> deny.reason().name());
    }
}

package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.network.Cidr;
import dev.cordon.policy.KeyThumbprint;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.reference.World;
import dev.cordon.revocation.Revocation;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the call alone can show is not asked for; everything else is. */
final class TokenStandingTest {

    private static final long NOW = Shop.NOW.getEpochSecond();

    @Test
    void a_token_stands_whatever_it_is_bound_to_that_only_a_call_can_show() {
        assertThat(standing(token())).isEqualTo("good");
        assertThat(standing(token().networks(List.of(Cidr.parse("10.0.0.0/8").orElseThrow()))
                        .certificate(new KeyThumbprint("A".repeat(43)))
                        .key(new KeyThumbprint("A".repeat(43)))))
                .isEqualTo("good");
    }

    @Test
    void it_must_be_meant_for_the_service_and_of_its_time() {
        assertThat(standing(TestTokens.segment("cordon", "web", "else")
                        .purpose("all")
                        .times(NOW, NOW + 60)))
                .isEqualTo("AUDIENCE_MISMATCH");
        assertThat(standing(token().times(NOW - 60, NOW))).isEqualTo("TOKEN_EXPIRED");
        assertThat(standing(token().times(NOW + 6, NOW + 60))).isEqualTo("TOKEN_NOT_YET_VALID");
        assertThat(standing(token().times(NOW - 20, NOW + 60).maxAge(10))).isEqualTo("TOKEN_TOO_OLD");
        assertThat(standing(token().environment("moon"))).isEqualTo("BINDING_ENVIRONMENT");
    }

    @Test
    void its_caller_and_chain_must_be_known_and_not_revoked() {
        assertThat(standing(token().caller("stranger"))).isEqualTo("CALLER_UNKNOWN");
        assertThat(standing(token().actors("stranger"))).isEqualTo("ACTOR_UNKNOWN");
        assertThat(standing(token(), new Revocation.OfService(new ServiceName("web"))))
                .isEqualTo("SERVICE_REVOKED");
        assertThat(standing(token(), new Revocation.OfChain("txn"))).isEqualTo("CHAIN_REVOKED");
    }

    @Test
    void a_text_that_is_no_token_and_a_service_that_is_unknown_are_told() {
        PresentedToken text = PresentedToken.bearer("no.token.at.all");
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy()));
        TokenStanding standing = new TokenStanding(new TokenVerifier());
        Moment now = new Moment(Shop.NOW, 0);

        assertThat(standing.of(text, new ServiceName("api"), snapshot, now))
                .isEqualTo(new TokenStanding.Bad(Reason.TOKEN_MALFORMED));
        assertThat(standing.of(text, new ServiceName("nobody"), snapshot, now))
                .isEqualTo(new TokenStanding.Bad(Reason.SERVICE_UNKNOWN));
    }

    private static TestTokens token() {
        return TestTokens.segment("cordon", "web", "api").purpose("all").times(NOW, NOW + 60);
    }

    private static String standing(TestTokens token, Revocation... revoked) {
        World plain = Shop.world();
        World world = new World(plain.environment(), plain.validUntil(), List.of(revoked));
        TokenStanding.Outcome outcome = new TokenStanding(new TokenVerifier())
                .of(
                        token.bearer(),
                        new ServiceName("api"),
                        world.snapshot(CompiledPolicy.of(policy())),
                        new Moment(Shop.NOW, 0));
        return outcome instanceof TokenStanding.Bad bad ? bad.reason().name() : "good";
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("zone", Trust.INTERNAL)
                .caller("web", "zone")
                .service("api", "zone", "api.example", "GET /")
                .service("else", "zone", "else.example", "GET /")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("all", "web", "api")
                .build();
    }
}

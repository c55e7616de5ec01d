package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.Service;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TestPolicy.FlowDraft;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.TokenRules;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.DpopNonces;
import dev.cordon.token.DpopProofMaker;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Tokens that are bound to a key, with proofs that hold and proofs that don't, and what an allow leaves to settle. */
final class PossessionTest {

    private static final String URL = "https://api.example/orders";

    private final DpopProofMaker holder =
            new DpopProofMaker(SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()));
    private final TestTokens token = TestTokens.segment("cordon", "api", "api")
            .purpose("loop")
            .key(holder.thumbprint())
            .times(Shop.NOW.getEpochSecond(), Shop.NOW.getEpochSecond() + 60);

    @Test
    void a_proof_that_holds_is_an_obligation_of_the_allow_beside_the_rate() throws Exception {
        Decision decision = decide(proof("GET", URL), "api.example", false, ReplayStore.Reach.INSTANCE);

        assertThat(decision).isInstanceOfSatisfying(Decision.Allow.class, allow -> {
            assertThat(allow.obligations().proof()).isPresent();
            assertThat(allow.obligations().rate()).isPresent();
            assertThat(allow.obligations().isEmpty()).isFalse();
            assertThat(allow.shadowed()).isEmpty();
        });
    }

    @Test
    void a_proof_is_an_obligation_of_an_allow_without_a_rate_too() throws Exception {
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);

        assertThat(decide(enforcer, proof("GET", URL), plain(flow -> {})))
                .isInstanceOfSatisfying(Decision.Allow.class, allow -> {
                    assertThat(allow.obligations().proof()).isPresent();
                    assertThat(allow.obligations().rate()).isEmpty();
                });
    }

    @Test
    void two_proofs_are_two_obligations_though_all_else_is_the_same() throws Exception {
        Decision first = decide(proof("GET", URL), "api.example", false, ReplayStore.Reach.INSTANCE);
        String other = holder.prove(new DpopProofMaker.Call("GET", URL), text(), "proof-2", Shop.NOW);
        Decision second = decide(other, "api.example", false, ReplayStore.Reach.INSTANCE);

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void a_proof_for_another_method_or_url_does_not_hold() throws Exception {
        assertThat(reason(decide(proof("POST", URL), "api.example", false, ReplayStore.Reach.INSTANCE)))
                .isEqualTo(Reason.DPOP_INVALID);
        assertThat(reason(decide(proof("GET", URL + "/1"), "api.example", false, ReplayStore.Reach.INSTANCE)))
                .isEqualTo(Reason.DPOP_INVALID);
    }

    @Test
    void a_service_without_public_url_can_not_check_a_proof() throws Exception {
        assertThat(reason(decide(proof("GET", URL), null, false, ReplayStore.Reach.INSTANCE)))
                .isEqualTo(Reason.DPOP_INVALID);
    }

    @Test
    void strict_replay_protection_wants_a_store_that_all_instances_share() throws Exception {
        String proof = proof("GET", URL);

        assertThat(reason(decide(proof, "api.example", true, ReplayStore.Reach.INSTANCE)))
                .isEqualTo(Reason.REPLAY_STORE_WEAK);
        assertThat(decide(proof, "api.example", true, ReplayStore.Reach.SHARED).isAllow())
                .isTrue();
    }

    @Test
    void where_nonces_are_demanded_a_proof_without_one_is_told_apart_from_one_that_is_wrong() throws Exception {
        DpopNonces nonces = new DpopNonces(new byte[32]);
        Enforcer enforcer =
                new Enforcer(new TokenVerifier(), new DpopVerifier().demanding(nonces), ReplayStore.Reach.INSTANCE, 10);
        DpopProofMaker.Call call = new DpopProofMaker.Call("GET", URL);
        String withNonce = holder.prove(call, text(), "proof-1", Shop.NOW, nonces.at(Shop.NOW));

        assertThat(reason(decide(enforcer, proof("GET", URL), "api.example", false)))
                .isEqualTo(Reason.DPOP_NONCE);
        assertThat(reason(decide(enforcer, proof("PUT", URL), "api.example", false)))
                .isEqualTo(Reason.DPOP_INVALID);
        assertThat(decide(enforcer, withNonce, "api.example", false).isAllow()).isTrue();
    }

    private String proof(String method, String url) throws Exception {
        return holder.prove(new DpopProofMaker.Call(method, url), text(), "proof-1", Shop.NOW);
    }

    private String text() {
        return token.dpop(null).reveal();
    }

    private Decision decide(String proof, String host, boolean strict, ReplayStore.Reach reach) {
        return decide(new Enforcer(new TokenVerifier(), reach, 10), proof, host, strict);
    }

    private Decision decide(Enforcer enforcer, String proof, String host, boolean strict) {
        return decide(enforcer, proof, adapted(plain(flow -> flow.rate(5)), host, strict));
    }

    private static Policy plain(Consumer<FlowDraft> more) {
        TestPolicy draft = new TestPolicy().segment("zone", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.DPOP);
        return draft.service("api", "zone", "api.example", "GET /orders")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("loop", "api", "api", more)
                .build();
    }

    private Decision decide(Enforcer enforcer, String proof, Policy policy) {
        Snapshot snapshot = Shop.world().snapshot(CompiledPolicy.of(policy));
        PresentedToken shown = token.dpop(proof);
        AccessRequest call = AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/orders"))
                .withToken(shown);
        return enforcer.decide(snapshot, call, new Moment(Shop.NOW, 0));
    }

    private static Policy adapted(Policy plain, String host, boolean strict) {
        return new Policy(
                plain.name(),
                plain.environments(),
                plain.issuers(),
                plain.segments().stream()
                        .map(zone -> new Segment(
                                zone.name(),
                                zone.trust(),
                                zone.authentication(),
                                new TokenRules(zone.token().ttl(), zone.token().bind(), strict),
                                zone.freshness()))
                        .toList(),
                plain.services().stream()
                        .map(service -> host != null
                                ? service
                                : new Service(
                                        service.name(),
                                        service.segment(),
                                        List.of(),
                                        service.operations(),
                                        service.identities(),
                                        Optional.empty()))
                        .toList(),
                plain.flows(),
                plain.forbids());
    }

    private static Reason reason(Decision decision) {
        return decision.fold(allow -> null, deny -> deny.reason());
    }
}

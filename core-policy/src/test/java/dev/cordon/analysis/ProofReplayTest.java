package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Segment;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
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
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records of calls with proofs of possession: what the proof was worth is in the line, the proof is not. */
final class ProofReplayTest {

    private static final String URL = "https://api.example/orders";

    private final DpopProofMaker holder =
            new DpopProofMaker(SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom()));
    private final TestTokens token = TestTokens.segment("cordon", "api", "api")
            .purpose("loop")
            .key(holder.thumbprint())
            .times(Shop.NOW.getEpochSecond(), Shop.NOW.getEpochSecond() + 60);
    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();

    @Test
    void a_proof_that_held_holds_again() throws Exception {
        assertThat(replayed(policy(false), new DpopVerifier(), proof("GET"))).isEqualTo("allow loop");
        assertThat(line())
                .contains("\"dpop\":\"holds\"")
                .doesNotContain(proof("GET").substring(0, 40));
    }

    @Test
    void a_proof_that_did_not_hold_does_not_again() throws Exception {
        assertThat(replayed(policy(false), new DpopVerifier(), proof("PUT"))).isEqualTo("deny DPOP_INVALID");
        assertThat(line()).contains("\"dpop\":\"unproven\"");
    }

    @Test
    void a_proof_that_was_missing_is_missing_again() throws Exception {
        assertThat(replayed(policy(false), new DpopVerifier(), null)).isEqualTo("deny DPOP_MISSING");
        assertThat(line()).contains("\"dpop\":\"missing\"");
    }

    @Test
    void a_nonce_that_was_missing_is_missing_again() throws Exception {
        DpopVerifier demanding = new DpopVerifier().demanding(new DpopNonces(new byte[32]));

        assertThat(replayed(policy(false), demanding, proof("GET"))).isEqualTo("deny DPOP_NONCE");
        assertThat(line()).contains("\"dpop\":\"nonce\"");
    }

    @Test
    void a_replay_store_that_was_too_weak_is_so_again() throws Exception {
        assertThat(replayed(policy(true), new DpopVerifier(), proof("GET"))).isEqualTo("deny REPLAY_STORE_WEAK");
        assertThat(line()).contains("\"dpop\":\"holds\"");
    }

    private String line() {
        return DecisionJson.line(sink.last());
    }

    private String proof(String method) throws Exception {
        return holder.prove(
                new DpopProofMaker.Call(method, URL), token.dpop(null).reveal(), "proof-1", Shop.NOW);
    }

    /** What the record of such a call leads to; fails where that is not what the gate decided. */
    private String replayed(Policy policy, DpopVerifier proofs, String proof) throws Exception {
        CompiledPolicy compiled = CompiledPolicy.of(policy);
        gate(Shop.world().snapshot(compiled), proofs)
                .answer(
                        AccessRequest.of(new Target.OfService("api"), "GET", RequestPath.read("/orders"))
                                .withToken(token.dpop(proof)),
                        new Moment(Shop.NOW, 0));
        DecisionRecord record = sink.last();
        LogLine.Decided read = (LogLine.Decided) LogLine.read(DecisionJson.line(record));
        LogReplay.Outcome outcome = new LogReplay()
                .decide(read.decision(), revision -> Optional.of(compiled))
                .orElseThrow();
        assertThat(outcome.answered()).isEqualTo(read.decision().answered());
        assertThat(outcome.same()).isTrue();
        return outcome.answered();
    }

    private Gate gate(Snapshot snapshot, DpopVerifier proofs) {
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return Optional.of(snapshot);
            }

            @Override
            public void refresh() {}
        };
        Settlement settlement = new Settlement(new LocalReplayStore(16), new LocalCounterStore());
        Enforcer enforcer = new Enforcer(new TokenVerifier(), proofs, settlement.reach(), 10);
        return new Gate(source, enforcer, settlement, new Recorder("edge", sink, () -> "d-1", () -> 4200));
    }

    private static Policy policy(boolean strict) {
        Policy plain = new TestPolicy()
                .segment("zone", Trust.INTERNAL, CallerAuthentication.TOKEN, Binding.DPOP)
                .service("api", "zone", "api.example", "GET /orders")
                .issuer("cordon", TokenKind.SEGMENT, "zone")
                .flow("loop", "api", "api")
                .build();
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
                plain.services(),
                plain.flows(),
                plain.forbids());
    }
}

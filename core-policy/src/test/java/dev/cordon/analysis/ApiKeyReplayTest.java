package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.apikey.ApiKey;
import dev.cordon.apikey.ApiKeys;
import dev.cordon.audit.DecisionJson;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Policy;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.ApiKeyText;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Records of calls with API keys: which key it was is in the line, the key is not. */
final class ApiKeyReplayTest {

    private static final ApiKeyText TEXT = ApiKeyText.random(new SecureRandom());

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();

    @Test
    void a_call_that_was_allowed_is_so_again() throws Exception {
        assertThat(replayed(List.of(key("production")))).isEqualTo("allow sell");
        assertThat(line())
                .contains("\"kind\":\"api-key\"", "\"jti\":\"key-1\"")
                .doesNotContain(TEXT.reveal().substring(0, 20));
    }

    @Test
    void a_key_that_did_not_fit_does_not_again() throws Exception {
        assertThat(replayed(List.of(key("test")))).isEqualTo("deny BINDING_ENVIRONMENT");
    }

    @Test
    void a_key_that_was_revoked_is_so_again() throws Exception {
        assertThat(replayed(List.of(key("production").revoked(Shop.NOW)))).isEqualTo("deny TOKEN_REVOKED");
    }

    @Test
    void a_key_that_nobody_was_given_is_unknown_again() throws Exception {
        assertThat(replayed(List.of())).isEqualTo("deny KEY_UNKNOWN");
        assertThat(line()).doesNotContain(TEXT.reveal().substring(0, 20));
    }

    private String line() {
        return DecisionJson.line(sink.last());
    }

    private static ApiKey key(String environment) {
        LedgerEntry.Edge edge =
                new LedgerEntry.Edge(new ServiceName("acme"), new ServiceName("api"), new FlowId("sell"));
        return new ApiKey(
                "key-1",
                TEXT.hash(),
                new ApiKey.Grant(
                        edge, List.of(), new ApiKey.Bounds(new Environment(environment), List.of(), List.of())),
                new ApiKey.Terms("partners team", Shop.NOW, Shop.NOW.plus(Duration.ofDays(300)), Optional.empty()));
    }

    /** What the record of such a call leads to; fails where that is not what the gate decided. */
    private String replayed(List<ApiKey> keys) throws Exception {
        CompiledPolicy compiled = CompiledPolicy.of(policy());
        gate(compiled, ApiKeys.of(1, keys))
                .answer(
                        AccessRequest.of(new Target.OfService("api"), "POST", RequestPath.read("/orders"))
                                .withToken(PresentedToken.bearer(TEXT.reveal())),
                        new Moment(Shop.NOW, 0));
        LogLine.Decided read = (LogLine.Decided) LogLine.read(line());
        LogReplay.Outcome outcome = new LogReplay()
                .decide(read.decision(), revision -> Optional.of(compiled))
                .orElseThrow();
        assertThat(outcome.answered()).isEqualTo(read.decision().answered());
        assertThat(outcome.same()).isTrue();
        return outcome.answered();
    }

    private Gate gate(CompiledPolicy policy, ApiKeys keys) {
        PolicyRevision revision = new PolicyRevision(
                policy.source().name(), new Environment("production"), 1, "0".repeat(64), Shop.NOW.plusSeconds(60));
        KeyRing ring = KeyRing.of(policy.source().issuers(), Map.of());
        Snapshot snapshot = Snapshot.of(
                policy, revision, new Snapshot.Live(ServiceRegistry.empty(), RevocationList.empty(), ring, keys), 0);
        SnapshotSource source = new SnapshotSource() {
            @Override
            public Optional<Snapshot> current() {
                return Optional.of(snapshot);
            }

            @Override
            public void refresh() {}
        };
        Settlement settlement = new Settlement(new LocalReplayStore(16), new LocalCounterStore());
        Enforcer enforcer = new Enforcer(new TokenVerifier(), settlement.reach(), 10);
        return new Gate(source, enforcer, settlement, new Recorder("edge", sink, () -> "d-1", () -> 4200));
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("partners", Trust.PARTNER)
                .segment("apis", Trust.INTERNAL)
                .caller("acme", "partners")
                .service("api", "apis", "api.example", "POST /orders")
                .issuer("cordon", TokenKind.SEGMENT, "partners")
                .flow("sell", "acme", "api", flow -> flow.apiKeys())
                .build();
    }
}

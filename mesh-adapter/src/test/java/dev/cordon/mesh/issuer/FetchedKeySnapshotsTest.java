package dev.cordon.mesh.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.discovery.KeyFetcher;
import dev.cordon.discovery.KeysUnavailableException;
import dev.cordon.discovery.KnownKeys;
import dev.cordon.gate.Gate;
import dev.cordon.gate.Recorder;
import dev.cordon.gate.Settlement;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.policy.ClaimMapping;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Issuer;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.KeySource;
import dev.cordon.policy.Policy;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ExternalTokenMaker;
import dev.cordon.token.JsonWebKeys;
import dev.cordon.token.KeyRing;
import dev.cordon.token.LocalReplayStore;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.SigningKey;
import dev.cordon.token.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys of an external issuer come into snapshots, and however odd the tokens are, the issuer is asked now and then. */
final class FetchedKeySnapshotsTest {

    private static final Instant WALL = Instant.parse("2026-11-22T12:00:00Z");
    private static final String ISS = "https://idp.example";
    private static final IssuerName IDP = new IssuerName("idp");
    private static final SigningKey KEY = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final SigningKey NEXT = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    private final Files files = new Files();
    private final Idp idp = new Idp();
    private final Queue<Runnable> requests = new ArrayDeque<>();
    private final List<String> notices = new ArrayList<>();
    private final InMemoryDecisionSink decided = new InMemoryDecisionSink();
    private long ticks;
    private final FetchedKeySnapshots snapshots =
            new FetchedKeySnapshots(files, idp, new FetchedKeySnapshots.Host(this::now, requests::add, notices::add));
    private final Gate gate = new Gate(
            snapshots,
            new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 16),
            new Settlement(new LocalReplayStore(16), new LocalCounterStore()),
            new Recorder("here", snapshots.demanding(decided), () -> "id", () -> ticks));

    private Moment now() {
        return new Moment(WALL, ticks);
    }

    /** An issuer that answers, or does not, and counts how often it is asked. */
    private static final class Idp implements KeyFetcher {
        private int asked;
        private JsonWebKeys keys = KEY.publicKeys();
        private @Nullable String failure;
        private boolean broken;

        @Override
        public Fetched fetch(Issuer issuer) throws KeysUnavailableException {
            asked++;
            if (broken) {
                throw new IllegalStateException("a fault");
            }
            if (failure != null) {
                throw new KeysUnavailableException(failure);
            }
            return new Fetched(keys, Optional.empty());
        }
    }

    /** What files would say. */
    private final class Files implements SnapshotSource {
        private final Policy policy = policy();
        private final CompiledPolicy compiled = CompiledPolicy.of(policy);
        private Map<IssuerName, JsonWebKeys> keys = Map.of();
        private Optional<Snapshot> current = Optional.empty();
        private boolean refused;

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            PolicyRevision revision = new PolicyRevision(
                    policy.name(), new Environment("production"), 1, "0".repeat(64), WALL.plus(Duration.ofDays(900)));
            Snapshot fresh =
                    Snapshot.of(compiled, revision, Snapshot.Live.of(KeyRing.of(policy.issuers(), keys)), ticks);
            boolean same = current.isPresent() && current.get().revisions().equals(fresh.revisions());
            current = Optional.of(same ? current.get().confirmedAt(ticks) : fresh);
            if (refused) {
                throw new SnapshotUnavailableException("the bundle is refused");
            }
        }
    }

    private static Policy policy() {
        Policy plain = new TestPolicy()
                .segment("partners", Trust.PARTNER)
                .segment("ordering", Trust.INTERNAL)
                .caller("acme", "partners")
                .service("orders", "ordering", "orders.example", "POST /orders")
                .issuer("idp", TokenKind.EXTERNAL, "acme")
                .flow("order", "acme", "orders", flow -> flow.external())
                .build();
        Issuer idp = plain.issuers()
                .get(0)
                .readAs(ClaimMapping.STANDARD, Optional.of(new KeySource(Optional.empty(), List.of(), List.of())));
        return new Policy(
                plain.name(),
                plain.environments(),
                List.of(idp),
                plain.segments(),
                plain.services(),
                plain.flows(),
                plain.forbids());
    }

    private void refresh() throws SnapshotUnavailableException {
        snapshots.refresh();
    }

    private void pass(Duration time) {
        ticks += time.toNanos();
    }

    private void answer() {
        requests.remove().run();
    }

    private String call(String token) {
        gate.answer(
                AccessRequest.of(new Target.OfService("orders"), "POST", RequestPath.read("/orders"))
                        .withToken(PresentedToken.bearer(token)),
                now());
        return decided.last().stop().map(stop -> stop.reason().name()).orElse("allow");
    }

    private static String token(SigningKey key) throws Exception {
        long now = WALL.getEpochSecond();
        return new ExternalTokenMaker(ISS, key)
                .make(Map.of(
                        "client_id", "acme", "sub", "acme", "aud", "orders", "jti", "a", "iat", now, "exp", now + 60));
    }

    private static String unknown(int number) {
        return part("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"random-" + number + "\"}") + "."
                + part("{\"iss\":\"" + ISS + "\"}") + ".AAAA";
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_token_is_taken_from_the_refresh_on_that_follows_the_answer() throws Exception {
        refresh();
        assertThat(call(token(KEY))).isEqualTo("KEY_UNKNOWN");

        answer();
        assertThat(call(token(KEY))).isEqualTo("KEY_UNKNOWN");
        refresh();
        assertThat(call(token(KEY))).isEqualTo("allow");
    }

    @Test
    void ten_thousand_tokens_with_random_keys_cost_a_bounded_number_of_requests() throws Exception {
        refresh();
        answer();
        refresh();
        assertThat(idp.asked).isEqualTo(1);

        for (int i = 0; i < 10_000; i++) {
            assertThat(call(unknown(i))).isEqualTo("KEY_UNKNOWN");
            if (i % 100 == 0) {
                pass(Duration.ofSeconds(1));
                refresh();
                assertThat(requests).hasSizeLessThan(2);
                requests.forEach(Runnable::run);
                requests.clear();
            }
        }

        // a hundred seconds, and one request at most in each half minute of them
        assertThat(idp.asked).isEqualTo(1 + 100 / (int) KnownKeys.DEMAND_PAUSE.toSeconds());
    }

    @Test
    void while_an_answer_is_outstanding_nobody_asks_again() throws Exception {
        refresh();
        for (int i = 0; i < 100; i++) {
            pass(Duration.ofMinutes(10));
            refresh();
            call(unknown(i));
        }

        assertThat(requests).hasSize(1);
    }

    @Test
    void a_new_key_is_known_half_a_minute_after_the_last_request() throws Exception {
        refresh();
        answer();
        refresh();
        idp.keys = NEXT.publicKeys();

        assertThat(call(token(NEXT))).isEqualTo("KEY_UNKNOWN");
        pass(KnownKeys.DEMAND_PAUSE);
        refresh();
        answer();
        refresh();
        assertThat(call(token(NEXT))).isEqualTo("allow");
        assertThat(call(token(KEY))).isEqualTo("KEY_UNKNOWN");
    }

    @Test
    void keys_outlast_a_silent_issuer_for_a_day() throws Exception {
        refresh();
        answer();
        idp.failure = "it does not answer";
        for (int hour = 0; hour < 23; hour++) {
            pass(Duration.ofHours(1));
            refresh();
            answer();
        }
        assertThat(call(token(KEY))).isEqualTo("allow");

        pass(Duration.ofHours(1));
        refresh();
        assertThat(call(token(KEY))).isEqualTo("KEY_UNKNOWN");
        assertThat(notices).containsExactly("keys of issuer `idp`: it does not answer");
        answer();
        idp.failure = null;
        pass(Duration.ofHours(1));
        refresh();
        answer();
        refresh();
        assertThat(call(token(KEY))).isEqualTo("allow");
        assertThat(notices).last().isEqualTo("keys of issuer `idp` are read again");
    }

    @Test
    void a_fault_while_asking_is_a_failure_and_the_issuer_is_asked_again() throws Exception {
        idp.broken = true;
        refresh();
        answer();
        assertThat(notices).containsExactly("keys of issuer `idp`: the request failed: IllegalStateException");

        idp.broken = false;
        pass(Duration.ofSeconds(10));
        refresh();
        answer();
        refresh();
        assertThat(call(token(KEY))).isEqualTo("allow");
    }

    @Test
    void keys_from_files_win_and_nobody_is_asked() throws Exception {
        refresh();
        answer();
        refresh();
        files.keys = Map.of(IDP, NEXT.publicKeys());
        refresh();
        pass(Duration.ofDays(1));
        refresh();

        assertThat(requests).isEmpty();
        assertThat(call(token(NEXT))).isEqualTo("allow");
        assertThat(call(token(KEY))).isEqualTo("KEY_UNKNOWN");
    }

    @Test
    void what_the_files_refuse_is_told_and_fetched_keys_count_all_the_same() throws Exception {
        files.refused = true;
        assertThatThrownBy(this::refresh).hasMessageContaining("refused");
        answer();
        assertThatThrownBy(this::refresh).hasMessageContaining("refused");

        assertThat(call(token(KEY))).isEqualTo("allow");
    }

    @Test
    void a_refresh_that_finds_nothing_new_confirms_the_snapshot() throws Exception {
        refresh();
        answer();
        refresh();
        Snapshot before = snapshots.current().orElseThrow();
        pass(Duration.ofSeconds(1));
        refresh();

        Snapshot after = snapshots.current().orElseThrow();
        assertThat(after.live()).isSameAs(before.live());
        assertThat(after.asOf()).isEqualTo(ticks);
    }
}

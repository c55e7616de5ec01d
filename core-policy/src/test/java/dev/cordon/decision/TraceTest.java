package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.Condition;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TestPolicy.FlowDraft;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.reference.Shop;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TestTokens;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an operator reads who asks how a decision came about: every step that was gone, and what it found. */
final class TraceTest {

    private static final Moment NOW = new Moment(Shop.NOW, 0);

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 10);

    @Test
    void an_allow_tells_of_every_step() {
        assertThat(trace(Shop.checkout().toRequest()))
                .containsExactly(
                        "TARGET service `orders-api` of segment `ordering`, operation `POST /orders`",
                        "CALLER `web-bff`, by a token of issuer `cordon`",
                        "BINDING the token's own context matches the call",
                        "REVOCATION nothing involved is revoked",
                        "FORBID no forbid matches the caller, the origin or an actor",
                        "FLOW flow `checkout` covers the call and its scopes are held");
    }

    @Test
    void a_caller_without_a_token_is_named_by_its_certificate_and_has_no_bindings() {
        AccessRequest scrape = call("metrics", "/any").withCertificate(Shop.certificate("orders-api"));

        assertThat(trace(scrape))
                .containsExactly(
                        "TARGET service `metrics` of segment `watch`, any operation",
                        "CALLER `orders-api`, by its certificate",
                        "REVOCATION nothing involved is revoked",
                        "FORBID no forbid matches the caller, the origin or an actor",
                        "FLOW flow `scrape` covers the call and its scopes are held");
    }

    @Test
    void a_call_that_ends_at_its_target_tells_why_and_nothing_more() {
        assertThat(trace(call("orders-api", "/orders%2F1")))
                .containsExactly("TARGET the path has an encoded slash", denied(Reason.PATH_AMBIGUOUS));
        assertThat(trace(call("orders-api", "orders")))
                .containsExactly("TARGET the path does not start with `/`", denied(Reason.PATH_MALFORMED));
        assertThat(trace(call("orders-api", "/orders/EXPORT")))
                .containsExactly(
                        "TARGET the path differs from an operation in letter case only", denied(Reason.PATH_AMBIGUOUS));
        assertThat(trace(call("nobody", "/orders"))).containsExactly(denied(Reason.SERVICE_UNKNOWN));
    }

    @Test
    void a_token_that_is_not_bound_as_the_segment_demands_is_told_what_it_lacks() {
        for (Binding binding : Binding.values()) {
            TestPolicy policy =
                    frame(new TestPolicy().segment("zone", Trust.INTERNAL, CallerAuthentication.TOKEN, binding));

            assertThat(trace(policy.flow("read", "web", "api"), read(token())))
                    .endsWith("BINDING the token is not bound to its " + binding, denied(Reason.BINDING_MISSING));
        }
    }

    @Test
    void a_policy_without_forbids_says_so_and_a_forbid_that_matches_ends_it() {
        TestPolicy policy = policy(flow -> {});
        assertThat(trace(policy, read(token()))).contains("FORBID the policy has no forbid");

        policy.forbid("closed", "web", "api");
        assertThat(trace(policy, read(token())))
                .endsWith("REVOCATION nothing involved is revoked", denied(Reason.FORBIDDEN));
    }

    @Test
    void a_flow_that_does_not_fit_the_token_says_what_is_missing() {
        TestPolicy scoped = policy(flow -> flow.scopes("a", "b"));
        assertThat(trace(scoped, read(token().scopes(List.of("a")))))
                .endsWith("FLOW flow `read` wants scope `b`", denied(Reason.SCOPE_MISSING));

        assertThat(trace(scoped, read(token().purpose("write"))))
                .endsWith(
                        "FLOW the token's purpose is `write`, another flow covers the call",
                        denied(Reason.PURPOSE_MISMATCH));
    }

    @Test
    void a_caller_without_a_token_holds_no_scope() {
        TestPolicy scoped = frame(new TestPolicy().segment("zone", Trust.INTERNAL, CallerAuthentication.MUTUAL_TLS))
                .flow("read", "web", "api", flow -> flow.scopes("a"));

        assertThat(trace(scoped, call("api", "/orders").withCertificate(Shop.certificate("web"))))
                .endsWith("FLOW flow `read` wants scope `a`", denied(Reason.SCOPE_MISSING));
    }

    @Test
    void conditions_are_told_as_met_as_not_met_and_as_impossible_to_evaluate() {
        Condition old = new Condition.MaxTokenAge(Duration.ofSeconds(20));
        Condition young = new Condition.MaxTokenAge(Duration.ofSeconds(5));

        assertThat(trace(policy(flow -> flow.when(old)), read(token())))
                .endsWith("CONDITION all conditions of flow `read` are met");
        assertThat(trace(policy(flow -> flow.when(old, young)), read(token())))
                .endsWith("CONDITION condition `max-token-age: 5s` is not met", denied(Reason.CONDITION_TOKEN_AGE));
        assertThat(trace(policy(flow -> flow.when(new Condition.SameEnvironment())), read(token())))
                .endsWith(
                        "CONDITION condition `environment: same` can't be evaluated",
                        denied(Reason.CONDITION_ENVIRONMENT));
    }

    @Test
    void a_flow_in_shadow_tells_of_the_condition_that_failed_and_allows() {
        Condition young = new Condition.MaxTokenAge(Duration.ofSeconds(5));

        assertThat(trace(policy(flow -> flow.when(young).shadow()), read(token())))
                .endsWith(
                        "CONDITION condition `max-token-age: 5s` is not met",
                        "CONDITION the flow is in shadow mode: the failed condition does not deny");
    }

    @Test
    void a_judgement_names_what_it_was_about_and_has_no_trace_unless_asked() {
        Judgement judged = enforcer.judge(shop(), Shop.checkout().toRequest(), NOW);

        assertThat(judged.trace()).isEmpty();
        assertThat(judged.target().orElseThrow()).hasToString("orders-api");
        assertThat(judged.operation().orElseThrow()).hasToString("POST /orders");
        assertThat(judged.caller().orElseThrow()).hasToString("web-bff");
        assertThat(judged.token().orElseThrow().purpose()).isEqualTo("checkout");
        assertThat(judged.reading()).hasToString("by policy shop at " + Shop.NOW);
        assertThat(judged.reading().proven()).isFalse();
    }

    @Test
    void a_judgement_of_nothing_that_is_known_names_nothing() {
        Judgement judged = enforcer.judge(shop(), call("nobody", "/orders"), new Moment(Shop.NOW, 7));

        assertThat(judged.target()).isEmpty();
        assertThat(judged.operation()).isEmpty();
        assertThat(judged.caller()).isEmpty();
        assertThat(judged.token()).isEmpty();
        assertThat(judged.reading().age()).isEqualTo(Duration.ofNanos(7));
    }

    private static TestPolicy policy(Consumer<FlowDraft> more) {
        return frame(new TestPolicy().segment("zone", Trust.INTERNAL)).flow("read", "web", "api", more);
    }

    private static TestPolicy frame(TestPolicy segments) {
        return segments.caller("web", "zone")
                .service("api", "zone", "api.example", "GET /orders")
                .issuer("cordon", TokenKind.SEGMENT, "zone");
    }

    /** Ten seconds old. */
    private static TestTokens token() {
        long now = Shop.NOW.getEpochSecond();
        return TestTokens.segment("cordon", "web", "api").purpose("read").times(now - 10, now + 200);
    }

    private static AccessRequest read(TestTokens token) {
        return call("api", "/orders").withToken(token.bearer());
    }

    private static AccessRequest call(String service, String path) {
        return AccessRequest.of(new Target.OfService(service), "GET", RequestPath.read(path))
                .withCertificate(new CertificateEvidence.None());
    }

    private static Snapshot shop() {
        return Shop.world().snapshot(CompiledPolicy.of(Shop.policy()));
    }

    private List<String> trace(AccessRequest request) {
        return trace(shop(), request);
    }

    private List<String> trace(TestPolicy policy, AccessRequest request) {
        return trace(Shop.world().snapshot(CompiledPolicy.of(policy.build())), request);
    }

    private List<String> trace(Snapshot snapshot, AccessRequest request) {
        return enforcer.explain(snapshot, request, NOW).trace().stream()
                .map(line -> line.step() + " " + line.finding())
                .toList();
    }

    private static String denied(Reason reason) {
        return reason.step() + " denied: " + reason.meaning();
    }
}

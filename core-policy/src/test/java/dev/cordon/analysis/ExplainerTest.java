package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.analysis.PolicyDiff.Kind;
import dev.cordon.audit.RandomRecords;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Reason;
import dev.cordon.network.Cidr;
import dev.cordon.network.IpAddress;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Operations;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Service;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TimeWindow;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.token.SignerUnavailableException;
import java.security.SecureRandom;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** {@code -Dcordon.seed} takes a seed back. */
final class ExplainerTest {

    private static final Environment PRODUCTION = new Environment("production");
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Condition AT_NIGHT =
            new Condition.Time(List.of(new TimeWindow(List.of(DayOfWeek.values()), 0, 60, ZoneId.of("UTC"))));

    private static Policy policy(UnaryOperator<TestPolicy> more) {
        TestPolicy draft = new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("back", Trust.INTERNAL)
                .caller("web", "front")
                .caller("app", "front")
                .service("api", "back", "api.example", "GET /a", "POST /a", "GET /b/{id}")
                .open("metrics", "back", "metrics.example")
                .issuer("cordon", TokenKind.SEGMENT, "front");
        return more.apply(draft).build();
    }

    private static Explanation explain(Policy policy, String service, String call) throws SignerUnavailableException {
        return explain(policy, service, call, RehearsedCall.Overrides.NONE);
    }

    private static Explanation explain(Policy policy, String service, String call, RehearsedCall.Overrides overrides)
            throws SignerUnavailableException {
        String[] parts = call.split(" ", -1);
        return new Explainer(policy, PRODUCTION, new SecureRandom())
                .explain(new RehearsedCall(new ServiceName("web"), service, parts[0], parts[1], overrides), NOON);
    }

    private static RehearsedCall.Overrides from(String address) {
        RehearsedCall.Overrides none = RehearsedCall.Overrides.NONE;
        return new RehearsedCall.Overrides(
                none.token(),
                none.purpose(),
                IpAddress.parse(address),
                none.environment(),
                none.certificate(),
                none.chain());
    }

    private static Condition network(String... blocks) {
        return new Condition.Network(List.of(blocks).stream()
                .map(block -> Cidr.parse(block).orElseThrow())
                .toList());
    }

    @Test
    void an_allowed_call_needs_no_change() throws Exception {
        Explanation explained = explain(policy(with -> with.flow("all", "web", "api")), "api", "GET /a");

        assertThat(explained.judgement().decision().isAllow()).isTrue();
        assertThat(explained.changes()).isEmpty();
        assertThat(explained.rest()).isEmpty();
    }

    @Test
    void where_no_flow_is_a_new_one_opens_exactly_the_edge() throws Exception {
        Explanation explained = explain(policy(none -> none), "api", "GET /b/7");

        assertThat(explained.changes()).hasSize(1);
        PolicyChange.AddedFlow added =
                (PolicyChange.AddedFlow) explained.changes().get(0);
        assertThat(added.flow().id()).hasToString("web-to-api");
        assertThat(added.flow().edge().operations()).isEqualTo(Operations.listed(TestPolicy.operations("GET /b/{id}")));
        assertThat(explained.opens().changes()).hasSize(1);
        assertThat(explained.opens().count(Kind.ALLOWED)).isEqualTo(1);
    }

    @Test
    void the_name_of_a_new_flow_is_not_taken() throws Exception {
        Policy taken = policy(with -> with.flow("web-to-api", "app", "api").forbid("web-to-api-2", "front", "metrics"));

        PolicyChange.AddedFlow added = (PolicyChange.AddedFlow)
                explain(taken, "api", "GET /a").changes().get(0);
        assertThat(added.flow().id()).hasToString("web-to-api-3");
    }

    @Test
    void a_flow_between_the_two_takes_one_operation_more() throws Exception {
        Policy some = policy(with -> with.flow("some", "web", "api", flow -> flow.operations("GET /a")));

        Explanation explained = explain(some, "api", "POST /a");
        assertThat(explained.changes())
                .containsExactly(new PolicyChange.AddedOperation(
                        some.flows().get(0).id(),
                        TestPolicy.operations("POST /a").get(0)));
        assertThat(explained.opens().changes()).hasSize(1);
    }

    @Test
    void a_flow_of_the_callers_segment_is_not_widened_for_one_caller() throws Exception {
        Policy some = policy(with -> with.flow("some", "front", "api", flow -> flow.operations("GET /a")));

        assertThat(explain(some, "api", "POST /a").changes().get(0)).isInstanceOf(PolicyChange.AddedFlow.class);
    }

    @Test
    void a_flow_whose_conditions_the_call_does_not_meet_is_left_alone() throws Exception {
        Policy night = policy(with -> with.flow(
                "night", "web", "api", flow -> flow.operations("GET /a").when(AT_NIGHT)));

        assertThat(explain(night, "api", "POST /a").changes())
                .singleElement()
                .isInstanceOf(PolicyChange.AddedFlow.class);
    }

    @Test
    void a_forbid_can_only_be_lifted_and_what_that_opens_is_told() throws Exception {
        Policy forbidden = policy(with -> with.flow("all", "front", "api").forbid("never", "front", "api"));

        Explanation explained = explain(forbidden, "api", "GET /a");
        assertThat(explained.changes())
                .containsExactly(
                        new PolicyChange.LiftedForbid(forbidden.forbids().get(0).id()));
        assertThat(explained.opens().count(Kind.ALLOWED)).isEqualTo(6);
    }

    @Test
    void several_denials_ask_for_several_changes() throws Exception {
        Policy both = policy(with -> with.forbid("never", "front", "api").forbid("nor", "web", "api"));

        assertThat(explain(both, "api", "GET /a").changes())
                .extracting(change -> change.getClass().getSimpleName())
                .containsExactly("LiftedForbid", "LiftedForbid", "AddedFlow");
    }

    @Test
    void a_network_is_widened_by_the_one_address() throws Exception {
        Policy near = policy(with -> with.flow("near", "web", "api", flow -> flow.when(network("10.0.0.0/8"))));

        assertThat(explain(near, "api", "GET /a", from("192.0.2.7")).changes())
                .containsExactly(new PolicyChange.WiderCondition(
                        near.flows().get(0).id(), network("10.0.0.0/8"), network("10.0.0.0/8", "192.0.2.7/32")));
    }

    @Test
    void an_environment_is_added() throws Exception {
        Policy staging = policy(with -> with.flow(
                "staging",
                "web",
                "api",
                flow -> flow.when(new Condition.InEnvironment(List.of(new Environment("staging"))))));

        assertThat(explain(staging, "api", "GET /a").changes())
                .singleElement()
                .isInstanceOf(PolicyChange.WiderCondition.class);
    }

    @Test
    void an_issuer_may_speak_for_the_caller_too() throws Exception {
        Policy mute = new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("back", Trust.INTERNAL)
                .caller("web", "front")
                .service("api", "back", "api.example", "GET /a")
                .issuer("cordon", TokenKind.SEGMENT, "back")
                .flow("all", "web", "api")
                .build();

        assertThat(explain(mute, "api", "GET /a").changes())
                .containsExactly(new PolicyChange.AddedSpeaker(new IssuerName("cordon"), new ServiceName("web")));
    }

    @Test
    void what_only_the_caller_can_cure_stays() throws Exception {
        Policy night = policy(with -> with.flow("night", "web", "api", flow -> flow.when(AT_NIGHT)));

        Explanation explained = explain(night, "api", "GET /a");
        assertThat(explained.changes()).isEmpty();
        assertThat(explained.rest().map(Decision.Deny::reason)).contains(Reason.CONDITION_TIME);
    }

    @Test
    void near_names_are_told_where_the_call_names_nothing_that_is() throws Exception {
        Policy policy = policy(none -> none);

        assertThat(explain(policy, "apis", "GET /a").near().get(0)).isEqualTo("api");
        assertThat(explain(policy, "api", "GET /c").near()).contains("GET /a");
        assertThat(explain(policy, "api", "PUT /a").near().get(0)).endsWith(" /a");
        assertThat(explain(policy, "api", "GET /a").near()).isEmpty();
    }

    @Test
    void what_is_proposed_for_random_calls_allows_them_and_a_new_flow_no_more() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("explanations: seed %d%n", seed);
        SplittableRandom random = new SplittableRandom(seed);
        RandomRecords records = new RandomRecords();
        int cured = 0;
        for (int i = 0; i < 150; i++) {
            Policy policy =
                    records.ofOnePolicy(random.nextLong(), 1).get(0).trial().policy();
            RehearsedCall call = call(policy, random);
            Explanation explained =
                    new Explainer(policy, policy.environments().get(0), new SecureRandom()).explain(call, NOON);
            if (!explained.changes().isEmpty()) {
                cured++;
                check(policy, call, explained);
            }
        }
        assertThat(cured).isGreaterThan(30);
    }

    private static void check(Policy policy, RehearsedCall call, Explanation explained) throws Exception {
        Policy changed = policy;
        for (PolicyChange change : explained.changes()) {
            changed = change.applyTo(changed);
        }
        assertThat(new Rehearsal(changed, policy.environments().get(0), new SecureRandom())
                        .decide(call, NOON)
                        .decision()
                        .isAllow())
                .as("%s by %s", call, explained.changes())
                .isTrue();
        boolean flowsOnly = explained.changes().stream()
                .allMatch(change ->
                        change instanceof PolicyChange.AddedFlow || change instanceof PolicyChange.AddedOperation);
        if (flowsOnly) {
            assertThat(explained.opens().changes())
                    .as("%s", explained.changes())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    private static RehearsedCall call(Policy policy, SplittableRandom random) {
        List<Service> services = policy.services();
        Service target = services.get(random.nextInt(services.size()));
        Optional<Operation> operation = target.operations()
                .filter(Operations.Listed.class::isInstance)
                .map(listed -> ((Operations.Listed) listed).list())
                .map(list -> list.get(random.nextInt(list.size())));
        return new RehearsedCall(
                services.get(random.nextInt(services.size())).name(),
                target.name().text(),
                operation.map(one -> one.method().name()).orElse("GET"),
                operation
                        .map(one -> one.path().text().replaceAll("\\{[^}]*}", "7"))
                        .orElse("/any"),
                RehearsedCall.Overrides.NONE);
    }
}

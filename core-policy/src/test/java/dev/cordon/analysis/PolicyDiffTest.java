package dev.cordon.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.analysis.EdgeSummary.Edge;
import dev.cordon.analysis.PolicyDiff.Change;
import dev.cordon.analysis.PolicyDiff.Kind;
import dev.cordon.audit.RandomRecords;
import dev.cordon.decision.Judgement;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Binding;
import dev.cordon.policy.CallerAuthentication;
import dev.cordon.policy.ClaimTest;
import dev.cordon.policy.ClaimValue;
import dev.cordon.policy.Condition;
import dev.cordon.policy.Operation;
import dev.cordon.policy.Policy;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.policy.Vouching;
import dev.cordon.workload.Size;
import dev.cordon.workload.Workload;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** {@code -Dcordon.seed} takes a seed back. */
final class PolicyDiffTest {

    private static final Condition NEAR =
            new Condition.Network(List.of(Cidr.parse("10.0.0.0/8").orElseThrow()));

    private static Policy policy(UnaryOperator<TestPolicy> more, CallerAuthentication asked, Binding... bind) {
        TestPolicy draft = new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("back", Trust.INTERNAL, asked, bind)
                .caller("web", "front")
                .caller("app", "front")
                .service("api", "back", "api.example", "GET /a", "POST /a")
                .issuer("cordon", TokenKind.SEGMENT, "front");
        return more.apply(draft).build();
    }

    private static Policy policy(UnaryOperator<TestPolicy> more) {
        return policy(more, CallerAuthentication.TOKEN);
    }

    private static List<String> diff(Policy old, Policy fresh) {
        return PolicyDiff.of(old, fresh).changes().stream()
                .map(change -> change.kind() + " " + change.edge().caller() + " "
                        + change.edge().target() + " " + change.edge().operation())
                .toList();
    }

    @Test
    void who_is_believed_in_what_is_a_term_of_every_edge() {
        Policy none = policy(with -> with.flow("read", "web", "api"));
        Policy deaf = policy(with -> with.flow("read", "web", "api").enforcementPoint("app"));
        Policy near = policy(with -> with.flow("read", "web", "api").enforcementPoint("app", Vouching.NETWORK));
        Policy word = policy(with -> with.flow("read", "web", "api").enforcementPoint("app", Vouching.SUBJECT));

        assertThat(diff(none, deaf)).isEmpty();
        assertThat(diff(none, word)).isEmpty();
        assertThat(diff(none, near)).containsExactly("CHANGED web api GET /a", "CHANGED web api POST /a");
        assertThat(PolicyDiff.of(none, near).changes().get(0).after().get(0)).contains("; or as told by app [network]");
    }

    @Test
    void a_flow_on_a_word_is_an_edge_only_where_somebody_gives_one_and_nothing_is_bound() {
        UnaryOperator<TestPolicy> flow = with -> with.flow("read", "web", "api", one -> one.vouched());
        UnaryOperator<TestPolicy> word = with -> flow.apply(with).enforcementPoint("app", Vouching.SUBJECT);
        Policy none = policy(with -> with);

        assertThat(diff(none, policy(flow))).isEmpty();
        assertThat(diff(none, policy(word))).containsExactly("ALLOWED web api GET /a", "ALLOWED web api POST /a");
        assertThat(diff(none, policy(word, CallerAuthentication.TOKEN, Binding.NETWORK)))
                .isEmpty();
        assertThat(diff(none, policy(word, CallerAuthentication.MUTUAL_TLS))).isEmpty();
    }

    @Test
    void a_flow_from_a_segment_is_an_edge_for_each_of_its_services_and_each_operation() {
        assertThat(diff(policy(none -> none), policy(with -> with.flow("read", "front", "api"))))
                .containsExactly(
                        "ALLOWED app api GET /a",
                        "ALLOWED app api POST /a",
                        "ALLOWED web api GET /a",
                        "ALLOWED web api POST /a");
    }

    @Test
    void another_rate_is_a_change_of_every_edge_that_it_counts() {
        Policy free = policy(with -> with.flow("read", "web", "api", flow -> flow.operations("GET /a")));
        Policy counted = policy(with -> with.flow(
                "read", "web", "api", flow -> flow.operations("GET /a").rate(9).ratePerCaller(3)));
        Policy zone = policy(with -> with.limited(
                        "back", Rates.together(new RateLimit(7, RateLimit.Per.HOUR, 8)), Uncounted.LOCAL)
                .flow("read", "web", "api", flow -> flow.operations("GET /a")));

        assertThat(PolicyDiff.of(free, counted).changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.CHANGED);
            assertThat(change.after().get(0)).contains("; rate 9/s burst 9; rate-per-caller 3/s burst 3;");
        });
        assertThat(PolicyDiff.of(free, zone).changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.after().get(0)).contains("; segment rate 7/h burst 8; uncounted local"));
    }

    @Test
    void an_operation_less_is_an_edge_denied_and_a_second_flow_for_it_is_none() {
        Policy all = policy(with -> with.flow("read", "web", "api"));
        Policy less = policy(with -> with.flow("read", "web", "api", flow -> flow.operations("GET /a")));
        Policy twice = policy(
                with -> with.flow("read", "web", "api").flow("again", "web", "api", flow -> flow.operations("GET /a")));

        assertThat(diff(all, less)).containsExactly("DENIED web api POST /a");
        assertThat(diff(less, all)).containsExactly("ALLOWED web api POST /a");
        assertThat(diff(all, twice)).isEmpty();
    }

    @Test
    void other_terms_are_told_before_and_after() {
        Policy far = policy(with -> with.flow("read", "web", "api", flow -> flow.operations("GET /a")));
        Policy near = policy(with -> with.flow(
                "read",
                "web",
                "api",
                flow -> flow.operations("GET /a").scopes("s").when(NEAR)));

        assertThat(PolicyDiff.of(far, near).changes())
                .containsExactly(new Change(
                        Kind.CHANGED,
                        new Edge("web", "api", "GET /a"),
                        List.of("by segment tokens; authenticate token; ttl 300s; deny-after 30000ms; vouched for by"
                                + " https://cordon.example [ES256]"),
                        List.of("by segment tokens; scopes s; network 10.0.0.0/8; authenticate token; ttl 300s;"
                                + " deny-after 30000ms; vouched for by https://cordon.example [ES256]")));
    }

    @Test
    void a_claim_s_values_are_told_as_a_policy_has_them_and_types_differ() {
        assertThat(claimTerms(new ClaimTest.Equal(new ClaimValue.Text("1")))).contains("claim tenant = \"1\";");
        assertThat(claimTerms(new ClaimTest.Equal(new ClaimValue.Whole(1)))).contains("claim tenant = 1;");
        assertThat(claimTerms(new ClaimTest.Contains(new ClaimValue.Flag(true))))
                .contains("claim tenant contains true;");
        assertThat(claimTerms(new ClaimTest.OneOf(
                        List.of(new ClaimValue.Text("a\nb"), new ClaimValue.Many(List.of(new ClaimValue.Whole(2)))))))
                .contains("claim tenant in \"a\\nb\", [2];");
    }

    private static String claimTerms(ClaimTest test) {
        Policy plain = policy(with -> with.flow("read", "web", "api", flow -> flow.operations("GET /a")));
        Policy tested = policy(with -> with.flow(
                "read", "web", "api", flow -> flow.operations("GET /a").when(new Condition.Claim("tenant", test))));
        return PolicyDiff.of(plain, tested).changes().get(0).after().get(0);
    }

    @Test
    void what_the_targets_segment_asks_is_part_of_the_terms() {
        UnaryOperator<TestPolicy> flow = with -> with.flow("read", "web", "api");
        Policy bound = policy(flow, CallerAuthentication.TOKEN, Binding.MTLS);

        assertThat(diff(policy(flow), bound)).containsExactly("CHANGED web api GET /a", "CHANGED web api POST /a");
    }

    @Test
    void a_forbid_takes_edges_away_and_one_with_conditions_changes_their_terms() {
        UnaryOperator<TestPolicy> flow = with -> with.flow("read", "web", "api");
        Policy forbidden = policy(with -> flow.apply(with).forbid("never", "front", "back"));
        Policy sometimes = policy(with -> flow.apply(with).forbid("near", "front", "back", NEAR));

        assertThat(diff(policy(flow), forbidden)).containsExactly("DENIED web api GET /a", "DENIED web api POST /a");
        assertThat(diff(policy(flow), sometimes)).containsExactly("CHANGED web api GET /a", "CHANGED web api POST /a");
        assertThat(PolicyDiff.of(policy(flow), sometimes)
                        .changes()
                        .get(0)
                        .after()
                        .get(0))
                .endsWith("; unless network 10.0.0.0/8");
    }

    @Test
    void an_edge_whose_caller_nobody_may_vouch_for_is_none() {
        Policy mute = new TestPolicy()
                .segment("front", Trust.PUBLIC)
                .segment("back", Trust.INTERNAL)
                .caller("web", "front")
                .service("api", "back", "api.example", "GET /a")
                .issuer("cordon", TokenKind.SEGMENT, "back")
                .flow("read", "web", "api")
                .build();

        assertThat(AllowedEdges.of(mute)).isEmpty();
    }

    @Test
    void what_is_ever_allowed_is_an_edge_and_a_policy_does_not_differ_from_itself() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("edges: seed %d%n", seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        RandomRecords records = new RandomRecords();
        int allowed = 0;
        for (int i = 0; i < 200; i++) {
            List<RandomRecords.Recorded> calls = records.ofOnePolicy(seeds.nextLong(), 60);
            Policy policy = calls.get(0).trial().policy();
            SortedMap<Edge, SortedSet<String>> edges = AllowedEdges.of(policy);
            for (RandomRecords.Recorded one : calls) {
                if (one.judgement().decision().isAllow()) {
                    allowed++;
                    assertThat(edges).as("%s", one.trial().call()).containsKey(edge(one.judgement()));
                }
            }
            assertThat(PolicyDiff.of(policy, policy).changes()).isEmpty();
        }
        assertThat(allowed).isGreaterThan(1000);
    }

    @Test
    void the_largest_policy_is_compared_too() {
        Policy large = Workload.policy(Size.M);

        assertThat(AllowedEdges.of(large)).hasSizeGreaterThan(5_000);
        assertThat(PolicyDiff.of(large, large).changes()).isEmpty();
    }

    private static Edge edge(Judgement judgement) {
        return new Edge(
                judgement.caller().orElseThrow().text(),
                judgement.target().orElseThrow().text(),
                judgement.operation().map(Operation::toString).orElse(AllowedEdges.ANY));
    }
}

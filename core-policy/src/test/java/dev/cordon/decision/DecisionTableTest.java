package dev.cordon.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.limit.Bucket;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.Rates;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.policy.Uncounted;
import dev.cordon.reference.Shop;
import dev.cordon.token.ProofId;
import dev.cordon.token.TokenHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The decisions that are made once: each is asked for twice, after all others, and says what it is about. */
final class DecisionTableTest {

    private static final ProofId PROOF = new ProofId(new TokenHash(1, 2, 3, 4), 5);

    private final Snapshot snapshot = Shop.world()
            .snapshot(CompiledPolicy.of(new TestPolicy()
                    .segment("zone", Trust.INTERNAL)
                    .caller("web", "zone")
                    .service("api", "zone", "api.example", "GET /orders")
                    .issuer("cordon", TokenKind.SEGMENT, "zone")
                    .flow("free", "web", "api")
                    .flow("rated", "web", "api", flow -> flow.rate(5))
                    .forbid("one", "web", "api")
                    .forbid("two", "web", "api")
                    .forbid("three", "web", "api")
                    .build()));
    private final DecisionTable table = snapshot.decisions();

    @Test
    void a_deny_names_its_reason_and_the_rule_that_decided() {
        assertThat(table.deny(Reason.NO_FLOW, -1))
                .isEqualTo(new Decision.Deny(Reason.NO_FLOW, Optional.empty(), snapshot.revisions()));
        assertThat(table.deny(Reason.SCOPE_MISSING, 0)).isEqualTo(deny(Reason.SCOPE_MISSING, "free"));
        assertThat(table.deny(Reason.SCOPE_MISSING, 1)).isEqualTo(deny(Reason.SCOPE_MISSING, "rated"));
        assertThat(table.deny(Reason.CONDITION_TIME, 1)).isEqualTo(deny(Reason.CONDITION_TIME, "rated"));
        assertThat(table.deny(Reason.FORBIDDEN, 0)).isEqualTo(deny(Reason.FORBIDDEN, "one"));
        assertThat(table.deny(Reason.FORBIDDEN, 2)).isEqualTo(deny(Reason.FORBIDDEN, "three"));
    }

    @Test
    void an_allow_names_the_condition_that_was_not_enforced_and_what_to_settle() {
        assertThat(allow("free", 0, null, null)).isEqualTo("settle nothing, not enforced nothing");
        assertThat(allow("rated", 1, null, null)).isEqualTo("settle rate, not enforced nothing");
        assertThat(allow("free", 0, null, PROOF)).isEqualTo("settle proof, not enforced nothing");
        assertThat(allow("rated", 1, null, PROOF)).isEqualTo("settle proof and rate, not enforced nothing");
        assertThat(allow("free", 0, Reason.CONDITION_TIME, null))
                .isEqualTo("settle nothing, not enforced CONDITION_TIME");
        assertThat(allow("free", 0, Reason.CONDITION_MTLS, null))
                .isEqualTo("settle nothing, not enforced CONDITION_MTLS");
        assertThat(allow("rated", 1, Reason.CONDITION_MTLS, PROOF))
                .isEqualTo("settle proof and rate, not enforced CONDITION_MTLS");
    }

    @Test
    void each_is_made_once_and_none_stands_for_another() {
        List<Supplier<Decision>> questions = new ArrayList<>();
        for (Reason reason : Reason.values()) {
            questions.add(() -> table.deny(reason, -1));
            for (int rule = 0; rule < 2; rule++) {
                int number = rule;
                questions.add(() -> table.deny(reason, number));
                questions.add(() -> table.allow(number, 0, reason, null));
            }
        }
        questions.add(() -> table.allow(0, 0, null, null));
        questions.add(() -> table.allow(1, 0, null, null));
        List<Decision> first = questions.stream().map(Supplier::get).toList();

        assertThat(first).doesNotHaveDuplicates();
        for (int i = 0; i < first.size(); i++) {
            assertThat(questions.get(i).get()).isSameAs(first.get(i));
        }
    }

    @Test
    void what_has_a_proof_to_settle_is_made_anew() {
        ProofId other = new ProofId(new TokenHash(1, 2, 3, 5), 5);

        assertThat(table.allow(0, 0, null, PROOF)).isNotEqualTo(table.allow(0, 0, null, other));
        assertThat(allow("free", 0, null, null)).isEqualTo("settle nothing, not enforced nothing");
    }

    @Test
    void each_caller_has_buckets_of_its_own_where_the_policy_counts_callers() {
        RateLimit five = new RateLimit(5, RateLimit.Per.SECOND, 5);
        RateLimit nine = new RateLimit(9, RateLimit.Per.MINUTE, 9);
        Snapshot shared = Shop.world()
                .snapshot(CompiledPolicy.of(new TestPolicy()
                        .segment("front", Trust.PUBLIC)
                        .segment("back", Trust.INTERNAL)
                        .limited("back", new Rates(Optional.of(nine), Optional.of(nine)), Uncounted.LOCAL)
                        .service("api", "back", "api.example", "GET /orders")
                        .caller("idle", "front")
                        .caller("other", "back")
                        .caller("web", "front")
                        .flow("all", "front", "api", flow -> flow.rate(5).ratePerCaller(5))
                        .flow("one", "web", "back")
                        .build()));
        SegmentName back = new SegmentName("back");
        ServiceName web = new ServiceName("web");
        FlowId all = new FlowId("all");
        List<Bucket> ofSegment = List.of(new Bucket.OfSegment(back, nine), new Bucket.OfSegmentCaller(back, web, nine));

        Obligations ofWeb = obligations(shared, 0, 3, null);
        assertThat(ofWeb.uncounted()).isEqualTo(Uncounted.LOCAL);
        assertThat(ofWeb.rate().orElseThrow().buckets())
                .startsWith(new Bucket.OfFlow(all, five), new Bucket.OfFlowCaller(all, web, five))
                .endsWith(ofSegment.get(0), ofSegment.get(1))
                .hasSize(4);
        assertThat(obligations(shared, 0, 1, null).rate().orElseThrow().buckets())
                .contains(new Bucket.OfFlowCaller(all, new ServiceName("idle"), five));
        assertThat(obligations(shared, 1, 3, null).rate().orElseThrow().buckets())
                .isEqualTo(ofSegment);
        assertThat(obligations(shared, 1, 3, Reason.CONDITION_TIME)).isEqualTo(obligations(shared, 1, 3, null));
        assertThat(obligations(shared, 0, 3, null)).isSameAs(ofWeb);
    }

    @Test
    void each_caller_of_a_segment_is_counted_apart_where_only_the_segment_counts_callers() {
        Rates nine = new Rates(Optional.empty(), Optional.of(new RateLimit(9, RateLimit.Per.MINUTE, 9)));
        Snapshot counting = counting(nine, Uncounted.ALLOW);

        for (int caller : new int[] {1, 2}) {
            assertThat(obligations(counting, 0, caller, null)
                            .rate()
                            .orElseThrow()
                            .buckets())
                    .containsExactly(new Bucket.OfSegmentCaller(
                            new SegmentName("back"),
                            new ServiceName(caller == 1 ? "idle" : "web"),
                            nine.perCaller().orElseThrow()));
        }
    }

    @Test
    void a_call_with_a_proof_that_cant_be_counted_is_treated_as_its_segment_says() {
        Rates nine = Rates.together(new RateLimit(9, RateLimit.Per.MINUTE, 9));
        for (Uncounted uncounted : Uncounted.values()) {
            Snapshot counting = counting(nine, uncounted);
            Decision.Allow proven = (Decision.Allow) counting.decisions().allow(0, 2, null, PROOF);

            assertThat(proven.obligations())
                    .isEqualTo(new Obligations(
                            Optional.of(PROOF),
                            obligations(counting, 0, 2, null).rate(),
                            uncounted));
        }
    }

    private static Snapshot counting(Rates ofSegment, Uncounted uncounted) {
        return Shop.world()
                .snapshot(CompiledPolicy.of(new TestPolicy()
                        .segment("front", Trust.PUBLIC)
                        .segment("back", Trust.INTERNAL)
                        .limited("back", ofSegment, uncounted)
                        .service("api", "back", "api.example", "GET /orders")
                        .caller("idle", "front")
                        .caller("web", "front")
                        .flow("all", "front", "api")
                        .build()));
    }

    private static Obligations obligations(Snapshot of, int flow, int caller, @Nullable Reason shadowed) {
        return ((Decision.Allow) of.decisions().allow(flow, caller, shadowed, null)).obligations();
    }

    private Decision deny(Reason reason, String rule) {
        return new Decision.Deny(reason, Optional.of(rule), snapshot.revisions());
    }

    private String allow(String flow, int number, @Nullable Reason shadowed, @Nullable ProofId proof) {
        Decision.Allow allow = (Decision.Allow) table.allow(number, 0, shadowed, proof);
        assertThat(allow.flow()).hasToString(flow);
        assertThat(allow.madeFrom()).isEqualTo(snapshot.revisions());
        List<String> settled = new ArrayList<>();
        allow.obligations().proof().ifPresent(id -> {
            assertThat(id).isEqualTo(PROOF);
            settled.add("proof");
        });
        allow.obligations().rate().ifPresent(rate -> {
            assertThat(rate.buckets())
                    .containsExactly(new Bucket.OfFlow(new FlowId("rated"), new RateLimit(5, RateLimit.Per.SECOND, 5)));
            settled.add("rate");
        });
        String what = settled.isEmpty() ? "nothing" : String.join(" and ", settled);
        return "settle " + what + ", not enforced "
                + allow.shadowed().map(Reason::name).orElse("nothing");
    }
}

package dev.cordon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Decision;
import dev.cordon.decision.DecisionFixtures;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Obligations;
import dev.cordon.decision.Reason;
import dev.cordon.limit.Bucket;
import dev.cordon.limit.CounterStore;
import dev.cordon.limit.CounterStoreUnavailableException;
import dev.cordon.limit.Demand;
import dev.cordon.limit.Tally;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.policy.SegmentName;
import dev.cordon.policy.Uncounted;
import dev.cordon.token.ProofId;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreUnavailableException;
import dev.cordon.token.TokenHash;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SettlementTest {

    private static final Moment NOW = new Moment(ShopPolicy.NOON, 5_000);
    private static final Obligations BOTH = new Obligations(
            Optional.of(new ProofId(TokenHash.of("proof"), ShopPolicy.NOON.getEpochSecond() + 60)),
            Optional.of(new Demand(List.of(
                    new Bucket.OfFlow(new FlowId("charge"), new RateLimit(2, RateLimit.Per.SECOND, 2)),
                    new Bucket.OfSegment(new SegmentName("payments"), new RateLimit(9, RateLimit.Per.SECOND, 9))))),
            Uncounted.DENY);
    private static final Bucket CHARGE = BOTH.rate().orElseThrow().buckets().get(0);

    private final List<String> asked = new ArrayList<>();
    private boolean proofIsNew = true;
    private boolean replayStoreIsUp = true;
    private boolean counterStoreIsUp = true;
    private Bucket answered = CHARGE;
    private long wait;

    @Test
    void without_obligations_no_store_is_asked() {
        assertThat(settle(Obligations.NONE)).isInstanceOf(Settled.LetThrough.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void met_obligations_let_the_call_through_replay_before_rate() {
        assertThat(settle(BOTH)).isInstanceOf(Settled.LetThrough.class);
        assertThat(asked).containsExactly("replay at 1795348800", "flow charge, segment payments at 5000");
    }

    @Test
    void a_replayed_proof_denies_and_leaves_the_rate_alone() {
        proofIsNew = false;

        assertThat(settle(BOTH)).isEqualTo(stopped(Reason.DPOP_REPLAYED));
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_replay_store_that_does_not_answer_denies() {
        replayStoreIsUp = false;

        assertThat(settle(BOTH)).isEqualTo(stopped(Reason.REPLAY_STORE_UNAVAILABLE));
        assertThat(asked).hasSize(1);
    }

    @Test
    void a_used_up_rate_denies_and_says_how_long_to_wait() {
        wait = 1_500_000_000L;

        assertThat(settle(BOTH))
                .isEqualTo(new Settled.Stopped(Reason.RATE_LIMITED, Optional.of(new Tally(CHARGE, 0, wait, wait))));
        assertThat(((Settled.Stopped) settle(BOTH)).retryAfter()).contains(Duration.ofMillis(1500));
    }

    @Test
    void a_counter_store_that_does_not_answer_denies() {
        counterStoreIsUp = false;

        assertThat(settle(BOTH)).isEqualTo(stopped(Reason.COUNTER_STORE_UNAVAILABLE));
    }

    @Test
    void a_counter_store_that_answers_of_another_bucket_denies() {
        answered = new Bucket.OfFlow(new FlowId("other"), CHARGE.limit());

        assertThat(settle(BOTH)).isEqualTo(stopped(Reason.COUNTER_STORE_UNAVAILABLE));
    }

    @Test
    void what_is_left_is_told_of_a_call_that_goes_on() {
        assertThat(settle(BOTH))
                .isEqualTo(new Settled.LetThrough(Optional.of(new Tally(CHARGE, 1, 0, 7)), Optional.empty()));
    }

    @Test
    void where_the_segment_says_local_each_point_counts_by_the_same_limits() {
        counterStoreIsUp = false;
        Settlement settlement = settlement();
        Decision allow = DecisionFixtures.allow("charge", without(Uncounted.LOCAL));

        for (int left = 1; left >= 0; left--) {
            Settled settled = settlement.settle(allow, NOW);
            assertThat(settled)
                    .isInstanceOfSatisfying(
                            Settled.LetThrough.class,
                            through -> assertThat(through.uncounted()).contains(Uncounted.LOCAL));
            assertThat(settled.tally().orElseThrow().remaining()).isEqualTo(left);
        }
        assertThat(settlement.settle(allow, NOW))
                .isEqualTo(new Settled.Stopped(
                        Reason.RATE_LIMITED, Optional.of(new Tally(CHARGE, 0, 500_000_000, 1_000_000_000))));
    }

    @Test
    void where_the_segment_says_allow_the_call_goes_on_and_the_settlement_says_so() {
        counterStoreIsUp = false;

        assertThat(settle(without(Uncounted.ALLOW)))
                .isEqualTo(new Settled.LetThrough(Optional.empty(), Optional.of(Uncounted.ALLOW)));
    }

    @Test
    void a_used_up_rate_denies_whatever_the_segment_says_of_calls_that_cant_be_counted() {
        wait = 1;

        for (Uncounted uncounted : Uncounted.values()) {
            assertThat(settle(without(uncounted)))
                    .isEqualTo(new Settled.Stopped(Reason.RATE_LIMITED, Optional.of(new Tally(CHARGE, 0, 1, 1))));
        }
    }

    /** Without the proof. */
    private static Obligations without(Uncounted uncounted) {
        return new Obligations(Optional.empty(), BOTH.rate(), uncounted);
    }

    @Test
    void a_deny_stays_a_deny_and_no_store_is_asked() {
        Settled settled = settlement().settle(DecisionFixtures.deny(Reason.NO_FLOW), NOW);

        assertThat(settled).isEqualTo(stopped(Reason.NO_FLOW));
        assertThat(asked).isEmpty();
    }

    private static Settled stopped(Reason reason) {
        return new Settled.Stopped(reason, Optional.empty());
    }

    private Settled settle(Obligations obligations) {
        Decision allow = DecisionFixtures.allow("charge", obligations);
        return settlement().settle(allow, NOW);
    }

    private Settlement settlement() {
        ReplayStore proofs = new ReplayStore() {
            @Override
            public Reach reach() {
                return Reach.INSTANCE;
            }

            @Override
            public boolean firstUse(ProofId proof, long now) throws ReplayStoreUnavailableException {
                asked.add("replay at " + now);
                if (!replayStoreIsUp) {
                    throw new ReplayStoreUnavailableException("down");
                }
                return proofIsNew;
            }
        };
        CounterStore counters = (demand, wall, ticks) -> {
            asked.add("flow charge, segment payments at " + ticks);
            assertThat(demand).isEqualTo(BOTH.rate().orElseThrow());
            assertThat(wall).isEqualTo(NOW.wall());
            if (!counterStoreIsUp) {
                throw new CounterStoreUnavailableException("down");
            }
            return wait == 0 ? new Tally(answered, 1, 0, 7) : new Tally(answered, 0, wait, wait);
        };
        return new Settlement(proofs, counters);
    }
}

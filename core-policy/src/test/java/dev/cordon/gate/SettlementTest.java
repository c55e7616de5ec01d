package dev.cordon.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Decision;
import dev.cordon.decision.DecisionFixtures;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Obligations;
import dev.cordon.decision.Reason;
import dev.cordon.limit.CounterStore;
import dev.cordon.limit.CounterStoreUnavailableException;
import dev.cordon.policy.RateLimit;
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
            Optional.of(new RateLimit(2, RateLimit.Per.SECOND, 2)));

    private final List<String> asked = new ArrayList<>();
    private boolean proofIsNew = true;
    private boolean replayStoreIsUp = true;
    private boolean counterStoreIsUp = true;
    private long wait;

    @Test
    void without_obligations_no_store_is_asked() {
        assertThat(settle(Obligations.NONE)).isInstanceOf(Settled.LetThrough.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void met_obligations_let_the_call_through_replay_before_rate() {
        assertThat(settle(BOTH)).isInstanceOf(Settled.LetThrough.class);
        assertThat(asked).containsExactly("replay at 1795348800", "rate of charge at 5000");
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
                .isEqualTo(new Settled.Stopped(Reason.RATE_LIMITED, Optional.of(Duration.ofMillis(1500))));
    }

    @Test
    void a_counter_store_that_does_not_answer_denies() {
        counterStoreIsUp = false;

        assertThat(settle(BOTH)).isEqualTo(stopped(Reason.COUNTER_STORE_UNAVAILABLE));
    }

    @Test
    void a_counter_store_that_answers_nonsense_denies() {
        wait = -1;

        assertThat(settle(BOTH)).isEqualTo(stopped(Reason.COUNTER_STORE_UNAVAILABLE));
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
        CounterStore counters = (flow, limit, nanos) -> {
            asked.add("rate of " + flow + " at " + nanos);
            if (!counterStoreIsUp) {
                throw new CounterStoreUnavailableException("down");
            }
            return wait;
        };
        return new Settlement(proofs, counters);
    }
}

package dev.cordon.gate;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Obligations;
import dev.cordon.decision.Reason;
import dev.cordon.limit.CounterStore;
import dev.cordon.limit.CounterStoreUnavailableException;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.RateLimit;
import dev.cordon.token.ProofId;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreUnavailableException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies the obligations of an allow, replay first, then rate, so that a replayed proof does not use up the rate. A
 * store that does not answer, or answers what it may not, turns the allow into a deny. As safe for use by many threads
 * as its stores are.
 */
public final class Settlement {

    private static final Settled GO_ON = new Settled.LetThrough();

    private final ReplayStore proofs;
    private final CounterStore counters;

    /** A settlement with these stores. */
    public Settlement(ReplayStore proofs, CounterStore counters) {
        this.proofs = proofs;
        this.counters = counters;
    }

    /** How far its replay store reaches: what the enforcer must know of it. */
    public ReplayStore.Reach reach() {
        return proofs.reach();
    }

    /**
     * Applies the obligations of a decision. May block as long as the stores do.
     *
     * @param now the instant of the decision
     */
    public Settled settle(Decision decision, Moment now) {
        if (decision instanceof Decision.Deny deny) {
            return Settled.Stopped.because(deny.reason());
        }
        Decision.Allow allow = (Decision.Allow) decision;
        Obligations obligations = allow.obligations();
        if (obligations.isEmpty()) {
            return GO_ON;
        }
        Settled stopped =
                obligations.proof().isPresent() ? replay(obligations.proof().get(), now) : null;
        if (stopped == null && obligations.rate().isPresent()) {
            stopped = rate(allow.flow(), obligations.rate().get(), now);
        }
        return stopped == null ? GO_ON : stopped;
    }

    private @Nullable Settled replay(ProofId proof, Moment now) {
        try {
            boolean first = proofs.firstUse(proof, now.wall().getEpochSecond());
            return first ? null : Settled.Stopped.because(Reason.DPOP_REPLAYED);
        } catch (ReplayStoreUnavailableException e) {
            return Settled.Stopped.because(Reason.REPLAY_STORE_UNAVAILABLE);
        }
    }

    private @Nullable Settled rate(FlowId flow, RateLimit limit, Moment now) {
        try {
            long wait = counters.take(flow, limit, now.ticks());
            if (wait < 0) {
                return Settled.Stopped.because(Reason.COUNTER_STORE_UNAVAILABLE);
            }
            return wait == 0 ? null : new Settled.Stopped(Reason.RATE_LIMITED, Optional.of(Duration.ofNanos(wait)));
        } catch (CounterStoreUnavailableException e) {
            return Settled.Stopped.because(Reason.COUNTER_STORE_UNAVAILABLE);
        }
    }
}

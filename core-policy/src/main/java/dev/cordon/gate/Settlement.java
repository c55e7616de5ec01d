package dev.cordon.gate;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Obligations;
import dev.cordon.decision.Reason;
import dev.cordon.limit.CounterStore;
import dev.cordon.limit.CounterStoreUnavailableException;
import dev.cordon.limit.Demand;
import dev.cordon.limit.LocalCounterStore;
import dev.cordon.limit.Tally;
import dev.cordon.policy.Uncounted;
import dev.cordon.token.ProofId;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.ReplayStoreUnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies the obligations of an allow, replay first, then rate, so that a replayed proof does not use up the rate. A
 * replay store that does not answer turns the allow into a deny, and so does a counter store, unless the target's
 * segment says otherwise. A store that answers what it may not is as one that does not answer. As safe for use by many
 * threads as its stores are.
 */
public final class Settlement {

    private final ReplayStore proofs;
    private final CounterStore counters;
    /** Counts where the other does not answer and the segment is content with that. */
    private final LocalCounterStore own = new LocalCounterStore();

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
            return Settled.LetThrough.PLAIN;
        }
        Settled stopped =
                obligations.proof().isPresent() ? replay(obligations.proof().get(), now) : null;
        if (stopped != null || obligations.rate().isEmpty()) {
            return stopped == null ? Settled.LetThrough.PLAIN : stopped;
        }
        return rate(obligations.rate().get(), obligations.uncounted(), now);
    }

    private @Nullable Settled replay(ProofId proof, Moment now) {
        try {
            boolean first = proofs.firstUse(proof, now.wall().getEpochSecond());
            return first ? null : Settled.Stopped.because(Reason.DPOP_REPLAYED);
        } catch (ReplayStoreUnavailableException e) {
            return Settled.Stopped.because(Reason.REPLAY_STORE_UNAVAILABLE);
        }
    }

    private Settled rate(Demand demand, Uncounted uncounted, Moment now) {
        try {
            Tally tally = counters.take(demand, now.wall(), now.ticks());
            if (demand.buckets().contains(tally.bucket())) {
                return counted(tally, Optional.empty());
            }
        } catch (CounterStoreUnavailableException e) {
            // as one that answers of another bucket than it was asked for
        }
        return switch (uncounted) {
            case DENY -> Settled.Stopped.because(Reason.COUNTER_STORE_UNAVAILABLE);
            case LOCAL -> counted(own.take(demand, now.wall(), now.ticks()), Optional.of(uncounted));
            case ALLOW -> new Settled.LetThrough(Optional.empty(), Optional.of(uncounted));
        };
    }

    private static Settled counted(Tally tally, Optional<Uncounted> uncounted) {
        return tally.isGranted()
                ? new Settled.LetThrough(Optional.of(tally), uncounted)
                : new Settled.Stopped(Reason.RATE_LIMITED, Optional.of(tally));
    }
}

package dev.cordon.decision;

import dev.cordon.request.AccessRequest;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.util.List;

/**
 * Decides calls. A decision depends on the arguments alone: the cache of verified tokens makes it faster, never
 * different. It does not block and does not throw for any request. Safe for use by many threads.
 */
public final class Enforcer {

    private final Steps steps;
    private final ThreadLocal<Evaluation> evaluations = ThreadLocal.withInitial(Evaluation::new);

    /**
     * An enforcer with an empty cache.
     *
     * @param verifier verifies tokens that are not in the cache
     * @param reach how far the replay store reaches with which the enforcement point settles
     * @param cachedTokens how many verified tokens are kept; 0 to keep none
     */
    public Enforcer(TokenVerifier verifier, ReplayStore.Reach reach, int cachedTokens) {
        this(verifier, new DpopVerifier(), reach, cachedTokens);
    }

    /**
     * The same, with proofs of possession verified by another provider than the Java runtime's.
     *
     * @param proofs verifies DPoP proofs
     */
    public Enforcer(TokenVerifier verifier, DpopVerifier proofs, ReplayStore.Reach reach, int cachedTokens) {
        this.steps = new Steps(new LiveVerification(new TokenCache(verifier, cachedTokens), proofs), reach);
    }

    /** Decides a call, and allocates nothing for one whose token is in the cache. */
    public Decision decide(Snapshot snapshot, AccessRequest request, Moment now) {
        Evaluation call = evaluations.get();
        call.begin(snapshot, request, now, false);
        try {
            return steps.decide(call);
        } finally {
            call.end();
        }
    }

    /** Decides a call and says what it was about. */
    public Judgement judge(Snapshot snapshot, AccessRequest request, Moment now) {
        return judge(snapshot, request, now, false);
    }

    /** Decides a call and says how the decision came about, step by step. */
    public Judgement explain(Snapshot snapshot, AccessRequest request, Moment now) {
        return judge(snapshot, request, now, true);
    }

    /**
     * Judges a call whose answer a gateway repeats for a while without asking again: an allow without an obstacle is an
     * allow without obligations now and at every instant until {@code kept} has passed, under this snapshot, which does
     * not outlive its {@code deny-after} meanwhile.
     *
     * <p>The gateway repeats the answer for every call that it takes for the same one. Evidence that it does not tell
     * calls apart by must not be in the request. For a source address that is safe: without it a token bound to
     * networks denies, a forbid's network condition applies and a flow's denies, so that what is allowed is allowed
     * from every address; and where from some address an earlier flow would allow it, with a rate, that is an obstacle.
     * A client certificate can't be left out like that: an answer that one was shown for is never kept.
     *
     * @param kept from 0, which keeps nothing and has no obstacles, to an hour
     * @throws IllegalArgumentException where {@code kept} is outside these bounds
     */
    public KeptJudgement judge(Snapshot snapshot, AccessRequest request, Moment now, Duration kept) {
        return new Keeping(snapshot, request, now, kept).judge(steps);
    }

    /**
     * What the caller may do on the service that the request is for, whichever operation it names: the listed
     * operations, in the policy's order, of which every call with this evidence gets an allow without obligations, now
     * and until {@code kept} has passed, as in {@link #judge(Snapshot, AccessRequest, Moment, Duration)}. Nothing where
     * the target is named by its host.
     *
     * @param kept from 0, for what holds now, to an hour
     * @throws IllegalArgumentException where {@code kept} is outside these bounds
     */
    public List<Grant> grant(Snapshot snapshot, AccessRequest request, Moment now, Duration kept) {
        return new Keeping(snapshot, request, now, kept).grant(steps);
    }

    private Judgement judge(Snapshot snapshot, AccessRequest request, Moment now, boolean traced) {
        Evaluation call = new Evaluation();
        call.begin(snapshot, request, now, traced);
        return Judgement.of(call, steps.decide(call));
    }
}

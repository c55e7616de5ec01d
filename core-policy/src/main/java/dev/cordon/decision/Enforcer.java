package dev.cordon.decision;

import dev.cordon.policy.ServiceName;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.DpopVerifier;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides calls. A decision depends on the arguments alone: the cache of verified tokens makes it faster, never
 * different. It does not block and does not throw for any request. Safe for use by many threads.
 */
public final class Enforcer {

    private final TokenCache tokens;
    private final BindingStep binding;
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
        this.tokens = new TokenCache(verifier, cachedTokens);
        this.binding = new BindingStep(proofs, reach);
    }

    /** Decides a call, and allocates nothing for one whose token is in the cache. */
    public Decision decide(Snapshot snapshot, AccessRequest request, Moment now) {
        Evaluation call = evaluations.get();
        call.begin(snapshot, request, now, false);
        try {
            return run(call);
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

    private Judgement judge(Snapshot snapshot, AccessRequest request, Moment now, boolean traced) {
        Evaluation call = new Evaluation();
        call.begin(snapshot, request, now, traced);
        Decision decision = run(call);
        CompiledPolicy policy = snapshot.policy();
        return new Judgement(
                decision,
                name(policy, call.target),
                call.operation < 0 ? Optional.empty() : Optional.ofNullable(policy.operation(call.operation)),
                name(policy, call.caller),
                Optional.ofNullable(call.verified()),
                call.trace());
    }

    private static Optional<ServiceName> name(CompiledPolicy policy, int service) {
        return service < 0
                ? Optional.empty()
                : Optional.of(policy.service(service).name());
    }

    private Decision run(Evaluation call) {
        Reason reason = reason(call);
        DecisionTable decisions = call.snapshot().decisions();
        if (reason != null) {
            if (call.isTraced()) {
                call.note(reason.step(), "denied: " + reason.meaning());
            }
            return decisions.deny(reason, call.rule);
        }
        return decisions.allow(call.rule, call.shadowed, call.proof);
    }

    /** The first step that denies ends the decision. */
    private @Nullable Reason reason(Evaluation call) {
        Reason reason = TargetStep.check(call);
        if (reason == null) {
            reason = CallerStep.check(call, tokens);
        }
        if (reason == null) {
            reason = binding.check(call);
        }
        if (reason == null) {
            reason = RevocationStep.check(call);
        }
        if (reason == null) {
            reason = ForbidStep.check(call);
        }
        return reason == null ? FlowStep.check(call) : reason;
    }
}

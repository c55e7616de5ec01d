package dev.cordon.analysis;

import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.token.SignerUnavailableException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says why a call is denied, and finds the smallest change of the policy that allows it: the one that each denial asks
 * for, tried at once, until the call is allowed. Nothing is proposed that was not tried. Not for use by many threads.
 */
public final class Explainer {

    /** A call is denied for so many reasons at most, one after the other. */
    private static final int MOST = 16;

    private final Policy policy;
    private final Environment environment;
    private final SecureRandom random;

    /**
     * For one policy.
     *
     * @param environment the environment in which calls are enforced
     * @param random makes the keys of rehearsals
     */
    public Explainer(Policy policy, Environment environment, SecureRandom random) {
        this.policy = policy;
        this.environment = environment;
        this.random = random;
    }

    /**
     * Explains a call.
     *
     * @throws SignerUnavailableException never in practice: the keys are in memory
     */
    public Explanation explain(RehearsedCall call, Instant at) throws SignerUnavailableException {
        Judgement judgement = rehearse(policy, call, at);
        Attempt attempt = attempt(judgement, call, at, false);
        if (attempt.rest.isPresent() && !attempt.changes.isEmpty()) {
            // a flow that is there may ask for more than the caller has: one of its own does not
            Attempt other = attempt(judgement, call, at, true);
            attempt = other.rest.isEmpty() ? other : attempt;
        }
        boolean cured = attempt.rest.isEmpty();
        return new Explanation(
                judgement,
                cured ? attempt.changes : List.of(),
                cured ? PolicyDiff.of(policy, attempt.policy) : new PolicyDiff(List.of()),
                attempt.rest,
                new Nearby(policy).names(call, judgement));
    }

    /** The changes so far, the policy with them, and what it still denies. */
    private record Attempt(List<PolicyChange> changes, Policy policy, Optional<Decision.Deny> rest) {}

    private Attempt attempt(Judgement first, RehearsedCall call, Instant at, boolean flowOfItsOwn)
            throws SignerUnavailableException {
        List<PolicyChange> changes = new ArrayList<>();
        Policy changed = policy;
        Judgement last = first;
        while (last.decision() instanceof Decision.Deny deny) {
            Optional<PolicyChange> change = new Cure(changed, call, flowOfItsOwn).of(last, deny);
            Optional<Policy> tried = change.isPresent() ? apply(change.get(), changed) : Optional.empty();
            if (tried.isEmpty() || changes.size() == MOST) {
                return new Attempt(changes, changed, Optional.of(deny));
            }
            changes.add(change.get());
            changed = tried.get();
            last = rehearse(changed, call, at);
        }
        return new Attempt(changes, changed, Optional.empty());
    }

    private Judgement rehearse(Policy tried, RehearsedCall call, Instant at) throws SignerUnavailableException {
        return new Rehearsal(tried, environment, random).decide(call, at);
    }

    private static Optional<Policy> apply(PolicyChange change, Policy to) {
        try {
            Policy after = change.applyTo(to);
            return Optional.of(after);
        } catch (IllegalArgumentException e) {
            // such a policy can't be: there is nothing to propose
            return Optional.empty();
        }
    }
}

package dev.cordon.decision;

import dev.cordon.policy.Flow;
import dev.cordon.policy.OfferedOperations;
import dev.cordon.policy.Operation;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.CertificateEvidence;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides for a span of time instead of an instant, by deciding at some of its instants. These are enough:
 *
 * <ul>
 *   <li>What can only go from good to bad (the ends of bundle, token and token age, the age of the snapshot) is good
 *       throughout where it is good at the end; what can only go from bad to good (a token's beginning), where it is
 *       good at the start.
 *   <li>Windows and the ages that rules demand may turn at any time. Each one that an evaluation looks at says until
 *       when it will not ({@link Evaluation#steadyUntil}). Until the first of these instants an evaluation would look
 *       at the same things and find the same, so it need not be made; at that instant it is made.
 *   <li>Nothing else depends on the time.
 * </ul>
 */
final class Keeping {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final Snapshot snapshot;
    private final AccessRequest request;
    private final Moment now;
    private final Instant end;

    /** @throws IllegalArgumentException where {@code kept} is negative or more than an hour */
    Keeping(Snapshot snapshot, AccessRequest request, Moment now, Duration kept) {
        if (kept.isNegative() || kept.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("an answer is kept for 0 s to 1 h");
        }
        this.snapshot = snapshot;
        this.request = request;
        this.now = now;
        this.end = now.wall().plus(kept);
    }

    /** See {@link Enforcer#judge(Snapshot, AccessRequest, Moment, Duration)}. */
    KeptJudgement judge(Steps steps) {
        Evaluation call = new Evaluation();
        Judgement first = null;
        for (Moment at = now; at != null; at = next(call)) {
            begin(call, at);
            Judgement judgement = Judgement.of(call, steps.decide(call));
            boolean allowed = judgement.decision().isAllow();
            Optional<String> obstacle = allowed && isKept() ? obstacle(call) : Optional.empty();
            if (!allowed || obstacle.isPresent()) {
                return new KeptJudgement(judgement, at, obstacle);
            }
            first = first == null ? judgement : first;
        }
        return new KeptJudgement(Objects.requireNonNull(first), now, Optional.empty());
    }

    /** See {@link Enforcer#grant}. What does not depend on the operation is looked at once an instant. */
    List<Grant> grant(Steps steps) {
        Evaluation call = new Evaluation();
        Map<Integer, Grant> granted = new LinkedHashMap<>();
        for (Moment at = now; at != null; at = next(call)) {
            begin(call, at);
            if (TargetStep.service(call) != null || steps.caller(call) != null) {
                return List.of();
            }
            if (at.equals(now)) {
                fill(granted, call);
            } else {
                granted.keySet().removeIf(operation -> !allows(call, operation));
            }
        }
        return List.copyOf(granted.values());
    }

    private void fill(Map<Integer, Grant> granted, Evaluation call) {
        OfferedOperations offered = call.policy().index.operations();
        for (int i = offered.firstOf(call.target); i < offered.firstOf(call.target + 1); i++) {
            Operation operation = offered.named(i);
            // one that stands for every path is nothing that could be granted by name
            if (operation != null && allows(call, i)) {
                granted.put(i, new Grant(operation, flow(call).id()));
            }
        }
    }

    private boolean allows(Evaluation call, int operation) {
        call.turnTo(operation);
        return RevocationStep.deprecated(call) == null
                && Steps.rules(call) == null
                && obligation(call).isEmpty()
                && (!isKept() || obstacle(call).isEmpty());
    }

    private void begin(Evaluation call, Moment at) {
        call.begin(snapshot, request, at, false);
        if (isKept()) {
            call.watch();
        }
    }

    /** The next instant at which a decision is needed; null after the last. */
    private @Nullable Moment next(Evaluation call) {
        Instant last = call.now().wall();
        if (!last.isBefore(end)) {
            return null;
        }
        Instant next = call.steadyUntil().isBefore(end) ? call.steadyUntil() : end;
        return new Moment(next, now.ticks() + Duration.between(now.wall(), next).toNanos());
    }

    private boolean isKept() {
        return end.isAfter(now.wall());
    }

    private static Flow flow(Evaluation call) {
        return call.policy().source().flows().get(call.rule);
    }

    /** Why an allow may not be repeated without asking, where it may not. */
    private static Optional<String> obstacle(Evaluation call) {
        Optional<String> obligation = obligation(call);
        if (obligation.isPresent()) {
            return obligation;
        } else if (!(call.request().certificate() instanceof CertificateEvidence.None)) {
            return Optional.of("until when the client certificate is valid is not known here");
        }
        int other = FlowStep.passedOver(call);
        return other < 0
                ? Optional.empty()
                : Optional.of("from some address flow `"
                        + call.policy().source().flows().get(other).id()
                        + "` would allow it, and every call by it must be counted");
    }

    private static Optional<String> obligation(Evaluation call) {
        if (call.proof != null) {
            return Optional.of("a proof of possession must be a new one with every call");
        }
        RateTable rates = call.policy().rates;
        return rates.limits(call.rule)
                ? Optional.of("the rate of " + rates.limiter(call.rule) + " must be counted with every call")
                : Optional.empty();
    }
}

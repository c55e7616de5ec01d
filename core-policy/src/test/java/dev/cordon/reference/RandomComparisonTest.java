package dev.cordon.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.Step;
import dev.cordon.policy.Policy;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random calls under random policies, decided twice. It prints its seed; {@code -Dcordon.seed} takes one back,
 * {@code -Dcordon.policies} changes how many policies there are.
 */
final class RandomComparisonTest {

    private static final int CALLS_PER_POLICY = 250;
    private static final int POLICIES = 4_000;
    private static final int POLICIES_OF_A_FULL_RUN = 80_000;

    /** These need a key to sign with, which random calls do not have. */
    private static final Set<Reason> OUT_OF_REACH =
            EnumSet.of(Reason.SIGNATURE_INVALID, Reason.CLAIMS_INVALID, Reason.DPOP_NONCE, Reason.REPLAY_STORE_WEAK);

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 500);
    private final Map<Reason, Integer> denied = new EnumMap<>(Reason.class);
    private int pairs;
    private int allowed;
    private int shadowed;

    @Test
    void the_enforcer_decides_as_the_reference_does() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        int usual = Boolean.getBoolean("cordon.full") ? POLICIES_OF_A_FULL_RUN : POLICIES;
        int policies = Integer.getInteger("cordon.policies", usual);
        System.out.printf("random comparison: seed %d, %d policies of %d calls%n", seed, policies, CALLS_PER_POLICY);
        Dice dice = new Dice(seed);

        for (int i = 0; i < policies; i++) {
            compare(new Dice(dice.seed()));
        }

        System.out.printf("random comparison: %d allowed (%d in shadow), denied %s%n", allowed, shadowed, denied);
        assertThat(pairs).isEqualTo(policies * CALLS_PER_POLICY);
        assertThat(allowed).as("allowed").isGreaterThan(pairs / 10);
        assertThat(shadowed).as("allowed in shadow").isGreaterThan(pairs / 1000);
        Arrays.stream(Reason.values())
                .filter(reason -> reason.step().compareTo(Step.SETTLEMENT) < 0 && !OUT_OF_REACH.contains(reason))
                .forEach(reason -> assertThat(denied.getOrDefault(reason, 0))
                        .as("denied with %s", reason)
                        .isGreaterThan(pairs / 5000));
    }

    private void compare(Dice dice) {
        Policy policy = PolicyGenerator.policy(dice);
        CompiledPolicy compiled = CompiledPolicy.of(policy);
        CallGenerator calls = new CallGenerator(policy, dice);
        IdentityHashMap<World, Snapshot> snapshots = new IdentityHashMap<>();
        for (int i = 0; i < CALLS_PER_POLICY; i++) {
            Trial trial = calls.next();
            Snapshot snapshot = snapshots.computeIfAbsent(trial.world(), world -> world.snapshot(compiled));
            Verdict expected = ReferenceEvaluator.decide(trial);
            String disagreement = disagreement(trial, snapshot, expected);
            if (!disagreement.isEmpty()) {
                fail(trial, disagreement);
            }
            count(expected);
        }
    }

    /** What is wrong with how the enforcer sees it; empty where nothing is. */
    private String disagreement(Trial trial, Snapshot snapshot, Verdict expected) {
        AccessRequest request = trial.call().toRequest();
        Decision decision = enforcer.decide(snapshot, request, trial.moment());
        if (!Verdict.of(decision).equals(expected)) {
            return "the reference says " + expected + ", decide " + Verdict.of(decision);
        }
        Judgement judged = enforcer.judge(snapshot, request, trial.moment());
        if (!judged.decision().equals(decision) || !judged.trace().isEmpty()) {
            return "decide says " + expected + ", judge " + Verdict.of(judged.decision());
        }
        Judgement explained = enforcer.explain(snapshot, request, trial.moment());
        boolean same = explained.decision().equals(decision)
                && explained.target().equals(judged.target())
                && explained.operation().equals(judged.operation())
                && explained.caller().equals(judged.caller());
        return same && !explained.trace().isEmpty() ? "" : "judge says " + judged + ", explain " + explained;
    }

    private void fail(Trial trial, String disagreement) {
        Trial smallest = Shrinker.shrink(trial, this::isDisputed);
        CorpusCase found = new CorpusCase(
                "found-" + Integer.toHexString(smallest.toString().hashCode()),
                smallest,
                ReferenceEvaluator.decide(smallest));
        Corpus.write(found);
        throw new AssertionError(
                disagreement + "; the smallest case is in tests/corpus:\n" + CorpusWriter.write(found));
    }

    private boolean isDisputed(Trial trial) {
        Snapshot snapshot = trial.world().snapshot(CompiledPolicy.of(trial.policy()));
        return !disagreement(trial, snapshot, ReferenceEvaluator.decide(trial)).isEmpty();
    }

    private void count(Verdict verdict) {
        pairs++;
        if (verdict instanceof Verdict.Deny deny) {
            denied.merge(deny.reason(), 1, Integer::sum);
        } else if (verdict instanceof Verdict.Allow allow) {
            allowed++;
            shadowed += allow.shadowed().isPresent() ? 1 : 0;
        }
    }
}

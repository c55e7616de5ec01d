package dev.cordon.reference;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Policy;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RandomComparisonTest {

    private static final int CALLS_PER_POLICY = 250;

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 500);
    private final Map<Reason, Integer> denied = new EnumMap<>(Reason.class);
    private int allowed;
    private int shadowed;

    @Test
    void the_enforcer_decides_as_the_reference_does() {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        int policies = Integer.getInteger("cordon.policies", Boolean.getBoolean("cordon.full") ? 80_000 : 4_000);
        System.out.printf("random comparison: seed %d, %d policies of %d calls%n", seed, policies, CALLS_PER_POLICY);
        Dice dice = new Dice(seed);
        long start = System.nanoTime();
        for (int i = 0; i < policies; i++) {
            compare(new Dice(dice.seed()));
        }
        System.out.println((System.nanoTime() - start) / 1e9 + " s");
        System.out.printf("random comparison: %d allowed (%d in shadow), denied %s%n", allowed, shadowed, denied);
    }

    private void compare(Dice dice) {
        Policy policy = PolicyGenerator.policy(dice);
        CompiledPolicy compiled = CompiledPolicy.of(policy);
        CallGenerator calls = new CallGenerator(policy, dice);
        IdentityHashMap<World, Snapshot> snapshots = new IdentityHashMap<>();
        for (int i = 0; i < CALLS_PER_POLICY; i++) {
            Trial trial = calls.next();
            Snapshot snapshot = snapshots.computeIfAbsent(trial.world(), world -> world.snapshot(compiled));
            AccessRequest request = trial.call().toRequest();
            Decision decision = enforcer.decide(snapshot, request, trial.moment());
            Verdict expected = ReferenceEvaluator.decide(trial);
            if (!Verdict.of(decision).equals(expected)) {
                throw new AssertionError(Verdict.of(decision) + " expected " + expected + "\n" + trial.call() + "\n"
                        + trial.now() + trial.age() + "\n" + trial.world() + "\n" + trial.policy());
            }
            Judgement judged = enforcer.judge(snapshot, request, trial.moment());
            Judgement explained = enforcer.explain(snapshot, request, trial.moment());
            if (!judged.decision().equals(decision) || !explained.decision().equals(decision)) {
                throw new AssertionError(judged + " " + explained);
            }
            count(expected);
        }
    }

    private void count(Verdict verdict) {
        if (verdict instanceof Verdict.Deny deny) {
            denied.merge(deny.reason(), 1, Integer::sum);
        } else if (verdict instanceof Verdict.Allow allow) {
            allowed++;
            shadowed += allow.shadowed().isPresent() ? 1 : 0;
        }
    }
}

package dev.cordon.audit;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.reference.RandomTrials;
import dev.cordon.reference.Trial;
import dev.cordon.reference.World;
import dev.cordon.request.AccessRequest;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/** Records of random calls under random policies. */
public final class RandomRecords {

    private final Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 100);

    /**
     * A record and what it is of.
     *
     * @param trial the call
     * @param judgement how it was decided
     * @param record the record of that
     */
    public record Recorded(Trial trial, Judgement judgement, DecisionRecord record) {}

    /** The records of as many calls under one random policy; the same seed gives the same. */
    public List<Recorded> ofOnePolicy(long seed, int calls) {
        List<Recorded> records = new ArrayList<>();
        IdentityHashMap<World, Snapshot> snapshots = new IdentityHashMap<>();
        List<Trial> trials = RandomTrials.ofOnePolicy(seed, calls);
        CompiledPolicy policy = CompiledPolicy.of(trials.get(0).policy());
        for (Trial trial : trials) {
            Snapshot snapshot = snapshots.computeIfAbsent(trial.world(), world -> world.snapshot(policy));
            AccessRequest request = trial.call().toRequest();
            Judgement judgement = enforcer.explain(snapshot, request, trial.moment());
            records.add(new Recorded(trial, judgement, record(request, judgement, trial, records.size())));
        }
        return records;
    }

    /** The record that an enforcement point makes, of a call that nothing turned. */
    private static DecisionRecord record(AccessRequest request, Judgement judgement, Trial trial, int number) {
        Optional<Reason> reason =
                judgement.decision().fold(allow -> Optional.empty(), deny -> Optional.of(deny.reason()));
        return new DecisionRecord(
                "decision-" + number,
                trial.now(),
                new DecisionRecord.Point("edge", true, 4200 + number),
                new DecisionRecord.Subject(
                        Optional.of(DecisionRecord.Call.of(request)),
                        Optional.of(judgement),
                        reason.isEmpty() ? List.of() : judgement.trace()),
                reason.map(DecisionRecord.Stop::because));
    }
}

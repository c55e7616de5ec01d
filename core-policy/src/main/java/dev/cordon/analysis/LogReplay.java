package dev.cordon.analysis;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Replay;
import dev.cordon.decision.Snapshot;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.KeyRing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides recorded decisions again, by the policies that they were made from. What was verified then is taken as
 * verified, and what was found revoked as revoked: keys and revocations are not kept. Not for use by many threads.
 */
public final class LogReplay {

    private static final KeyRing NO_KEYS = KeyRing.of(List.of(), Map.of());

    /** Logs go by time: their lines share a few snapshots, each of which keeps the decisions that it led to. */
    private static final int SNAPSHOTS = 8;

    private final Map<PolicyRevision, Snapshot> snapshots = new LinkedHashMap<>(SNAPSHOTS, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PolicyRevision, Snapshot> eldest) {
            return size() > SNAPSHOTS;
        }
    };

    /** A replay that has decided nothing yet. */
    public LogReplay() {}

    /** Where policies are found by their revision. */
    @FunctionalInterface
    public interface Policies<E extends Exception> {

        /**
         * The policy of that revision; empty where there is none.
         *
         * @throws E where it can't be read
         */
        Optional<CompiledPolicy> find(PolicyRevision revision) throws E;
    }

    /**
     * Decides again.
     *
     * @param policies where its policy is found
     * @return what came out; empty where there is no policy of its revision
     */
    public <E extends Exception> Optional<Outcome> decide(RecordedDecision recorded, Policies<E> policies) throws E {
        Snapshot snapshot = snapshots.get(recorded.revision());
        if (snapshot == null) {
            Optional<CompiledPolicy> policy = policies.find(recorded.revision());
            if (policy.isEmpty()) {
                return Optional.empty();
            }
            snapshot = snapshot(policy.get(), recorded.revision(), RevocationList.empty(), ServiceRegistry.empty());
            snapshots.put(recorded.revision(), snapshot);
        }
        Snapshot then = revoked(recorded, snapshot);
        Judgement judgement = Replay.decide(then, recorded.call());
        RecordedDecision.Answer answer = answer(judgement.decision());
        boolean same = answer.equals(recorded.answer());
        return Optional.of(
                new Outcome(same, answer.toString(), same ? judgement : Replay.explain(then, recorded.call())));
    }

    /**
     * What came out of a decision that was made again.
     *
     * @param same whether it is what the record says
     * @param answered what it is, for people, such as {@code deny NO_FLOW}
     * @param judgement the same; where it is not what the record says with how it came about, step by step
     */
    public record Outcome(boolean same, String answered, Judgement judgement) {}

    private static RecordedDecision.Answer answer(Decision decision) {
        return decision.fold(
                allow -> new RecordedDecision.Answer(
                        Optional.empty(), Optional.of(allow.flow().text()), allow.shadowed()),
                deny -> new RecordedDecision.Answer(Optional.of(deny.reason()), deny.rule(), Optional.empty()));
    }

    /** The same snapshot where nothing was found revoked or gone. */
    private static Snapshot revoked(RecordedDecision recorded, Snapshot snapshot) {
        CompiledPolicy policy = snapshot.policy();
        Optional<ServiceRegistry> registry = recorded.registry();
        Optional<Revocation> entry = registry.isPresent() ? Optional.empty() : recorded.revoked(policy);
        return registry.isEmpty() && entry.isEmpty()
                ? snapshot
                : snapshot(
                        policy,
                        recorded.revision(),
                        RevocationList.of(1, entry.stream().toList()),
                        registry.orElse(ServiceRegistry.empty()));
    }

    private static Snapshot snapshot(
            CompiledPolicy policy, PolicyRevision revision, RevocationList revocations, ServiceRegistry registry) {
        return Snapshot.of(policy, revision, new Snapshot.Live(registry, revocations, NO_KEYS), 0);
    }
}

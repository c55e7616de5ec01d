package dev.cordon.decision;

import dev.cordon.lifecycle.ServiceRegistry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.KeyRing;

/**
 * All that a decision reads, immutable and published whole: policy, registry, revocations and keys, with the instant at
 * which the oldest of them began to be read.
 */
public final class Snapshot {

    private final CompiledPolicy policy;
    private final Live live;
    private final long asOf;
    private final DecisionTable decisions;

    /**
     * What changes without a new policy.
     *
     * @param registry the services as they live
     * @param revocations what is revoked
     * @param keys the trusted issuers' keys
     */
    public record Live(ServiceRegistry registry, RevocationList revocations, KeyRing keys) {

        /** Nothing registered, nothing revoked. */
        public static Live of(KeyRing keys) {
            return new Live(ServiceRegistry.empty(), RevocationList.empty(), keys);
        }

        /** The same with other keys. */
        public Live with(KeyRing others) {
            return new Live(registry, revocations, others);
        }
    }

    private Snapshot(CompiledPolicy policy, Live live, long asOf, DecisionTable decisions) {
        this.policy = policy;
        this.live = live;
        this.asOf = asOf;
        this.decisions = decisions;
    }

    /**
     * A snapshot of these parts.
     *
     * @param revision which policy this is
     * @param asOf when the oldest part began to be read, in nanoseconds on the monotonic clock of {@link Moment#ticks}
     */
    public static Snapshot of(CompiledPolicy policy, PolicyRevision revision, Live live, long asOf) {
        Revisions revisions = new Revisions(
                revision,
                live.registry().revision(),
                live.revocations().revision(),
                live.keys().revision());
        return new Snapshot(policy, live, asOf, new DecisionTable(policy, revisions));
    }

    /** The same parts, read again and found unchanged since {@code later}. */
    public Snapshot confirmedAt(long later) {
        return new Snapshot(policy, live, later, decisions);
    }

    /** The policy. */
    public CompiledPolicy policy() {
        return policy;
    }

    /** Registry, revocations and keys. */
    public Live live() {
        return live;
    }

    /** When the oldest part began to be read, in nanoseconds on the monotonic clock. */
    public long asOf() {
        return asOf;
    }

    /** The revisions of all parts. */
    public Revisions revisions() {
        return decisions.revisions();
    }

    DecisionTable decisions() {
        return decisions;
    }
}

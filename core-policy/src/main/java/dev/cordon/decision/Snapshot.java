package dev.cordon.decision;

import dev.cordon.apikey.ApiKeys;
import dev.cordon.registry.ServiceRegistry;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.KeyRing;
import dev.cordon.token.TokenHash;

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
     * @param apiKeys the API keys of partners
     */
    public record Live(ServiceRegistry registry, RevocationList revocations, KeyRing keys, ApiKeys apiKeys) {

        /** The same without API keys: every call with one is denied. */
        public Live(ServiceRegistry registry, RevocationList revocations, KeyRing keys) {
            this(registry, revocations, keys, ApiKeys.none());
        }

        /** Nothing registered, nothing revoked. */
        public static Live of(KeyRing keys) {
            return new Live(ServiceRegistry.empty(), RevocationList.empty(), keys);
        }

        /** The same with other keys. */
        public Live with(KeyRing others) {
            return new Live(registry, revocations, others, apiKeys);
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
                revision, live.registry().revision(), live.revocations().revision(), keys(live));
        return new Snapshot(policy, live, asOf, new DecisionTable(policy, revisions));
    }

    /** The revision of all that callers are known by. Without API keys it is that of the key ring. */
    private static String keys(Live live) {
        String ring = live.keys().revision();
        long own = live.apiKeys().revision();
        return own == 0 ? ring : TokenHash.of(ring + " api-keys " + own).toString();
    }

    /** The same parts, read again and found unchanged since {@code later}. */
    public Snapshot confirmedAt(long later) {
        return new Snapshot(policy, live, later, decisions);
    }

    /** The policy. */
    public CompiledPolicy policy() {
        return policy;
    }

    /** Registry, revocations, keys and API keys. */
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

package dev.cordon.reference;

import dev.cordon.decision.CompiledPolicy;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.policy.Environment;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationList;
import dev.cordon.token.KeyRing;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a snapshot holds beside the policy.
 *
 * @param environment the environment the bundle was made for
 * @param validUntil the instant from which the bundle must not be used
 * @param revocations what is revoked
 * @param lives what events told of services
 */
public record World(Environment environment, Instant validUntil, List<Revocation> revocations, Lives lives) {

    /** Copies the list. */
    public World {
        revocations = List.copyOf(revocations);
    }

    /** One in which no events told of services. */
    public World(Environment environment, Instant validUntil, List<Revocation> revocations) {
        this(environment, validUntil, revocations, Lives.NONE);
    }

    /** The same with these lives. */
    public World with(Lives others) {
        return new World(environment, validUntil, revocations, others);
    }

    /** The snapshot of this world, read at tick 0. */
    public Snapshot snapshot(CompiledPolicy policy) {
        PolicyRevision revision =
                new PolicyRevision(policy.source().name(), environment, 1, "0".repeat(64), validUntil);
        RevocationList revoked = revocations.isEmpty() ? RevocationList.empty() : RevocationList.of(1, revocations);
        KeyRing keys = KeyRing.of(policy.source().issuers(), Map.of());
        return Snapshot.of(policy, revision, new Snapshot.Live(lives.registry(), revoked, keys), 0);
    }
}

package dev.cordon.mesh;

import dev.cordon.decision.SnapshotSource;
import dev.cordon.lifecycle.LifecycleRules;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.Segment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Members;
import dev.cordon.registry.RegisteredService;
import java.util.Optional;

/** What the events of services go by: the policy that is in use when it is asked. */
record PolicyRules(SnapshotSource snapshots, EmbeddedLifecycle.Believed believed) implements LifecycleRules {

    @Override
    public Environment environment() {
        return believed.environment();
    }

    @Override
    public boolean trusts(String source) {
        return believed.isNamed(source);
    }

    @Override
    public Optional<Rotation> rotation(ServiceName service) {
        return snapshots
                .current()
                .flatMap(snapshot -> snapshot.policy().segmentOf(service).flatMap(Segment::rotation));
    }

    /** One that registers right now is in no snapshot yet. */
    @Override
    public Optional<Rotation> rotation(RegisteredService service) {
        Optional<Policy> policy =
                snapshots.current().map(snapshot -> snapshot.policy().source());
        return rotation(service.name())
                .or(() -> policy.flatMap(known -> service.told()
                                .workload()
                                .flatMap(told -> Members.segmentOf(known, service.name(), told)))
                        .flatMap(Segment::rotation));
    }
}

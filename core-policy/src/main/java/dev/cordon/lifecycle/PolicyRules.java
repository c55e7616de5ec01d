package dev.cordon.lifecycle;

import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.policy.Environment;
import dev.cordon.policy.Policy;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.Segment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.Members;
import dev.cordon.registry.RegisteredService;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the events of services go by: the policy that is in use when it is asked.
 *
 * @param snapshots where it is
 * @param environment whose services these are
 * @param sources whose events are believed; must not block
 */
public record PolicyRules(SnapshotSource snapshots, Environment environment, Predicate<String> sources)
        implements LifecycleRules {

    @Override
    public boolean trusts(String source) {
        return sources.test(source);
    }

    /** Whether a service gets nothing new at that time. One that no policy knows is left as it is. */
    public boolean isQuarantined(ServiceName service, Instant now) {
        Optional<Snapshot> current = snapshots.current();
        Optional<Segment> segment =
                current.flatMap(snapshot -> snapshot.policy().segmentOf(service));
        return segment.isEmpty()
                || current.orElseThrow()
                        .live()
                        .revocations()
                        .quarantines()
                        .closeOutbound(service.text(), segment.get().name().text(), now.getEpochSecond());
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

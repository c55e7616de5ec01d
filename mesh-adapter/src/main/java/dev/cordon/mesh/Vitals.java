package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import java.time.Duration;
import java.util.Optional;

/**
 * What the server can tell of itself.
 *
 * @param source where the snapshot comes from
 * @param refresher what became of refreshing it
 * @param meter what was decided
 * @param connections who is connected
 * @param events what became of services' events
 */
record Vitals(
        SnapshotSource source, Refresher refresher, DecisionMeter meter, Connections connections, EventMeter events) {

    /** How old a snapshot is. */
    static Duration age(Snapshot snapshot, Moment now) {
        return Duration.ofNanos(now.ticks() - snapshot.asOf());
    }

    /** Why calls to at least one segment would be denied whoever makes them. */
    Optional<String> obstacle(Moment now) {
        Optional<Snapshot> current = source.current();
        if (current.isEmpty()) {
            return Optional.of("there is no policy yet");
        }
        Snapshot snapshot = current.get();
        if (!now.wall().isBefore(snapshot.revisions().policy().validUntil())) {
            return Optional.of("the bundle's validity has ended");
        }
        Duration age = age(snapshot, now);
        boolean stale = snapshot.policy().source().segments().stream()
                .anyMatch(segment -> age.compareTo(segment.freshness().denyAfter()) > 0);
        return stale ? Optional.of("the snapshot is older than a segment's deny-after") : Optional.empty();
    }
}

package dev.cordon.mesh;

import dev.cordon.audit.DecisionSink;
import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.Optional;

/** What the server says of itself: {@code /healthz} while it lives, {@code /readyz} while it can allow anything. */
final class Health {

    private final SnapshotSource source;
    private final Refresher refresher;
    private final DecisionSink sink;
    private final Connections connections;
    private final String mode;

    Health(MeshConfig config, SnapshotSource source, Refresher refresher, DecisionSink sink, Connections connections) {
        this.mode = config.observes() ? "observe" : "enforce";
        this.source = source;
        this.refresher = refresher;
        this.sink = sink;
        this.connections = connections;
    }

    FullHttpResponse live(Moment now) {
        JsonObjectBuilder json = Json.object()
                .put("status", "up")
                .put("mode", mode)
                .put("connections", connections.count())
                .put("droppedRecords", sink.dropped());
        source.current().ifPresent(snapshot -> json.put("snapshot", describe(snapshot, now)));
        refresher.failure().ifPresent(problem -> json.put("refreshError", problem));
        return Replies.json(HttpResponseStatus.OK, json.build().toCanonical());
    }

    FullHttpResponse ready(Moment now) {
        Optional<String> obstacle = obstacle(now);
        JsonObjectBuilder json = Json.object().put("ready", obstacle.isEmpty());
        obstacle.ifPresent(why -> json.put("why", why));
        HttpResponseStatus status = obstacle.isEmpty() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        return Replies.json(status, json.build().toCanonical());
    }

    /** Why calls to at least one segment would be denied whoever makes them. */
    private Optional<String> obstacle(Moment now) {
        Optional<Snapshot> current = source.current();
        if (current.isEmpty()) {
            return Optional.of("there is no policy yet");
        }
        Snapshot snapshot = current.get();
        if (!now.wall().isBefore(snapshot.revisions().policy().validUntil())) {
            return Optional.of("the bundle's validity has ended");
        }
        Duration age = Duration.ofNanos(now.ticks() - snapshot.asOf());
        boolean stale = snapshot.policy().source().segments().stream()
                .anyMatch(segment -> age.compareTo(segment.freshness().denyAfter()) > 0);
        return stale ? Optional.of("the snapshot is older than a segment's deny-after") : Optional.empty();
    }

    private static Json describe(Snapshot snapshot, Moment now) {
        PolicyRevision policy = snapshot.revisions().policy();
        return Json.object()
                .put("policy", policy.policy().text())
                .put("environment", policy.environment().text())
                .put("sequence", policy.sequence())
                .put("hash", policy.hash())
                .put("validUntil", policy.validUntil().toString())
                .put(
                        "ageMillis",
                        Duration.ofNanos(now.ticks() - snapshot.asOf()).toMillis())
                .build();
    }
}

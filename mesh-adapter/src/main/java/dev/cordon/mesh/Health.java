package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Snapshot;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Optional;

/** What the server says of itself: {@code /healthz} while it lives, {@code /readyz} while it can allow anything. */
final class Health {

    private final Vitals vitals;
    private final String mode;

    Health(Vitals vitals, boolean observes) {
        this.vitals = vitals;
        this.mode = observes ? "observe" : "enforce";
    }

    FullHttpResponse live(Moment now) {
        JsonObjectBuilder json = Json.object()
                .put("status", "up")
                .put("mode", mode)
                .put("connections", vitals.connections().count())
                .put("droppedRecords", vitals.meter().dropped())
                .put("refreshFailures", vitals.refresher().failures());
        vitals.source().current().ifPresent(snapshot -> json.put("snapshot", describe(snapshot, now)));
        vitals.refresher().failure().ifPresent(problem -> json.put("refreshError", problem));
        return Replies.json(HttpResponseStatus.OK, json.build().toCanonical());
    }

    FullHttpResponse ready(Moment now) {
        Optional<String> obstacle = vitals.obstacle(now);
        JsonObjectBuilder json = Json.object().put("ready", obstacle.isEmpty());
        obstacle.ifPresent(why -> json.put("why", why));
        HttpResponseStatus status = obstacle.isEmpty() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
        return Replies.json(status, json.build().toCanonical());
    }

    private static Json describe(Snapshot snapshot, Moment now) {
        PolicyRevision policy = snapshot.revisions().policy();
        return Json.object()
                .put("policy", policy.policy().text())
                .put("environment", policy.environment().text())
                .put("sequence", policy.sequence())
                .put("hash", policy.hash())
                .put("validUntil", policy.validUntil().toString())
                .put("ageMillis", Vitals.age(snapshot, now).toMillis())
                .build();
    }
}

package dev.cordon.aws.host;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One decision as metrics in CloudWatch's embedded form. Dimensions are the function and, for denials, the reason:
 * nothing that a caller could choose, or that names a person.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
final class Metrics {

    private static final String NAMESPACE = "Cordon";
    private static final String FUNCTION = "FunctionName";
    private static final String COUNT = "Count";

    private final String function;
    private final Readings readings;
    private final AtomicBoolean cold = new AtomicBoolean(true);
    private final AtomicLong failuresTold = new AtomicLong();

    /**
     * What is read beside the decision.
     *
     * @param staleness the age of the snapshot in milliseconds; empty where there is none
     * @param failedRefreshes how many refreshes failed since the start
     */
    record Readings(Supplier<OptionalLong> staleness, LongSupplier failedRefreshes) {}

    Metrics(String function, Readings readings) {
        this.function = function;
        this.readings = readings;
    }

    /** Counts the next decision as the first of a new process. */
    void cold() {
        cold.set(true);
    }

    /** The line, without its end. */
    String line(DecisionRecord decision, long dropped) {
        boolean denied = decision.stop().isPresent();
        long failures = readings.failedRefreshes().getAsLong();
        List<Json> names = new ArrayList<>();
        JsonObjectBuilder line = Json.object().put(FUNCTION, function);
        metric(line, names, "Allowed", COUNT, denied ? 0 : 1);
        metric(line, names, "Denied", COUNT, denied ? 1 : 0);
        if (!decision.point().enforced()) {
            metric(line, names, "Unenforced", COUNT, denied ? 1 : 0);
        }
        metric(line, names, "Latency", "Microseconds", Math.max(decision.point().latency(), 0) / 1000);
        metric(line, names, "ColdStart", COUNT, cold.getAndSet(false) ? 1 : 0);
        metric(line, names, "Dropped", COUNT, dropped);
        metric(line, names, "RefreshFailed", COUNT, failures - failuresTold.getAndSet(failures));
        readings.staleness().get().ifPresent(age -> metric(line, names, "Staleness", "Milliseconds", age));
        List<Json> directives = new ArrayList<>();
        directives.add(directive(List.of(FUNCTION), names));
        decision.stop().ifPresent(stop -> {
            line.put("Reason", stop.reason().name());
            directives.add(directive(List.of(FUNCTION, "Reason"), List.of(named("Denied", COUNT))));
        });
        Json about = Json.object()
                .put("Timestamp", decision.time().toEpochMilli())
                .put("CloudWatchMetrics", Json.array(directives))
                .build();
        return line.put("_aws", about).build().toCanonical();
    }

    private static void metric(JsonObjectBuilder line, List<Json> names, String name, String unit, long value) {
        line.put(name, Math.min(value, Json.LARGEST));
        names.add(named(name, unit));
    }

    private static Json named(String name, String unit) {
        return Json.object().put("Name", name).put("Unit", unit).build();
    }

    private static Json directive(List<String> dimensions, List<Json> metrics) {
        return Json.object()
                .put("Namespace", NAMESPACE)
                .put("Dimensions", Json.array(List.of(Json.texts(dimensions))))
                .put("Metrics", Json.array(metrics))
                .build();
    }
}

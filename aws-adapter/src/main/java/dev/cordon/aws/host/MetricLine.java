package dev.cordon.aws.host;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of metrics in CloudWatch's embedded form. Its dimensions are nothing that a caller could choose, or that names
 * a person. For one thread.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">Embedded
 *     metric format</a>
 */
final class MetricLine {

    static final String COUNT = "Count";

    private static final String NAMESPACE = "Cordon";
    private static final String FUNCTION = "FunctionName";

    private final JsonObjectBuilder line = Json.object();
    private final List<Json> names = new ArrayList<>();
    private final List<Json> directives = new ArrayList<>();

    /** Of a function. */
    MetricLine(String function) {
        line.put(FUNCTION, function);
    }

    /** Adds a value that the function has as a whole. */
    MetricLine put(String name, String unit, long value) {
        line.put(name, Math.min(value, Json.LARGEST));
        names.add(named(name, unit));
        return this;
    }

    /** Has one of the values be told once more, by a dimension beside the function. */
    MetricLine by(String dimension, String value, String name, String unit) {
        line.put(dimension, value);
        directives.add(directive(List.of(FUNCTION, dimension), List.of(named(name, unit))));
        return this;
    }

    /** The line, without its end. */
    String at(Instant time) {
        List<Json> all = new ArrayList<>(List.of(directive(List.of(FUNCTION), names)));
        all.addAll(directives);
        Json about = Json.object()
                .put("Timestamp", time.toEpochMilli())
                .put("CloudWatchMetrics", Json.array(all))
                .build();
        return line.put("_aws", about).build().toCanonical();
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

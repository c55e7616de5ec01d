package dev.cordon.aws.host;

import dev.cordon.audit.DecisionRecord;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** One decision as metrics, for denials also by the reason. */
final class Metrics {

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
        MetricLine line = new MetricLine(function)
                .put("Allowed", MetricLine.COUNT, denied ? 0 : 1)
                .put("Denied", MetricLine.COUNT, denied ? 1 : 0);
        if (!decision.point().enforced()) {
            line.put("Unenforced", MetricLine.COUNT, denied ? 1 : 0);
        }
        line.put("Latency", "Microseconds", Math.max(decision.point().latency(), 0) / 1000)
                .put("ColdStart", MetricLine.COUNT, cold.getAndSet(false) ? 1 : 0)
                .put("Dropped", MetricLine.COUNT, dropped)
                .put("RefreshFailed", MetricLine.COUNT, failures - failuresTold.getAndSet(failures));
        readings.staleness().get().ifPresent(age -> line.put("Staleness", "Milliseconds", age));
        decision.stop().ifPresent(stop -> line.by("Reason", stop.reason().name(), "Denied", MetricLine.COUNT));
        return line.at(decision.time());
    }
}

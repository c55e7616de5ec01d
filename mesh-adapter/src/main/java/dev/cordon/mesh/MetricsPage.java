package dev.cordon.mesh;

import dev.cordon.decision.Moment;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import java.time.Duration;
import java.util.Optional;

/**
 * The {@code /metrics} page. Its labels hold reasons and the policy's own names, and nothing that a caller could
 * choose: each would be a series of its own in whatever keeps them.
 */
final class MetricsPage {

    private final Vitals vitals;

    MetricsPage(Vitals vitals) {
        this.vitals = vitals;
    }

    String text(Moment now) {
        OpenMetrics page = new OpenMetrics();
        decisions(page);
        Optional<Snapshot> current = vitals.source().current();
        page.family("cordon_policy", "info", "The policy in use.");
        current.ifPresent(snapshot -> revision(page, snapshot.revisions().policy()));
        current.ifPresent(snapshot -> snapshot(page, snapshot, now));
        page.gauge(
                "cordon_ready", flag(vitals.obstacle(now).isEmpty()), "Whether calls can be allowed, as /readyz says.");
        page.gauge(
                "cordon_refresh_failing",
                flag(vitals.refresher().failure().isPresent()),
                "Whether the last refresh of policy and keys failed.");
        page.counter("cordon_refresh_failures", vitals.refresher().failures(), "Refreshes that failed.");
        page.counter("cordon_dropped_records", vitals.meter().dropped(), "Decision records that the log lacks.");
        page.gauge("cordon_connections", Integer.toString(vitals.connections().count()), "Connections that are open.");
        page.counter(
                "cordon_refused_connections",
                vitals.connections().refused(),
                "Connections that were closed at once, since too many were open.");
        events(page);
        return page.end();
    }

    /** A series begins with its first event: where no tokens are issued there are none. */
    private void events(OpenMetrics page) {
        page.counter(
                "cordon_credential_alarms",
                vitals.events().alarms(),
                "Right client secrets that were shown after their time: they leaked, or a client was not told.");
        page.family("cordon_service_events", "counter", "Events of services, by what became of them.");
        for (EventMeter.Outcome outcome : EventMeter.Outcome.values()) {
            long count = vitals.events().counted(outcome);
            if (count > 0) {
                page.sample(
                        "cordon_service_events_total",
                        Long.toString(count),
                        new OpenMetrics.Label("disposition", outcome.toString()));
            }
        }
    }

    private void decisions(OpenMetrics page) {
        DecisionMeter meter = vitals.meter();
        page.family("cordon_decisions", "counter", "Calls decided; enforced=false: let through whatever the outcome.");
        for (boolean enforced : new boolean[] {true, false}) {
            decided(page, meter.allowed(enforced), "allow", "none", enforced);
            for (Reason reason : Reason.values()) {
                decided(page, meter.denied(reason, enforced), "deny", reason.name(), enforced);
            }
        }
        page.family("cordon_decision_duration_seconds", "histogram", "From a question's last byte to its answer.")
                .histogram("cordon_decision_duration_seconds", DecisionMeter.BOUNDS, meter.perBucket(), meter.total());
    }

    /** A series begins with its first call: most reasons never come up. */
    private static void decided(OpenMetrics page, long count, String outcome, String reason, boolean enforced) {
        if (count > 0) {
            page.sample(
                    "cordon_decisions_total",
                    Long.toString(count),
                    new OpenMetrics.Label("outcome", outcome),
                    new OpenMetrics.Label("reason", reason),
                    new OpenMetrics.Label("enforced", Boolean.toString(enforced)));
        }
    }

    private static void revision(OpenMetrics page, PolicyRevision policy) {
        page.sample(
                "cordon_policy_info",
                "1",
                new OpenMetrics.Label("policy", policy.policy().text()),
                new OpenMetrics.Label("environment", policy.environment().text()),
                new OpenMetrics.Label("hash", policy.hash()));
    }

    private static void snapshot(OpenMetrics page, Snapshot snapshot, Moment now) {
        PolicyRevision policy = snapshot.revisions().policy();
        Duration end = Duration.ofSeconds(policy.validUntil().getEpochSecond());
        page.gauge("cordon_policy_sequence", Long.toString(policy.sequence()), "The sequence of the policy in use.");
        page.gauge(
                "cordon_policy_valid_until_timestamp_seconds",
                OpenMetrics.seconds(end),
                "When the validity of the policy in use ends.");
        page.gauge(
                "cordon_snapshot_age_seconds",
                OpenMetrics.seconds(Vitals.age(snapshot, now)),
                "Since when policy and keys were not confirmed.");
    }

    private static String flag(boolean on) {
        return on ? "1" : "0";
    }
}

package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.DecisionRecord;
import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.decision.SnapshotUnavailableException;
import dev.cordon.gate.ShopPolicy;
import dev.cordon.lifecycle.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class MetricsPageTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private final DecisionMeter meter = new DecisionMeter(sink);
    private final EventMeter events = new EventMeter();
    private final Source source = new Source();
    private final Refresher refresher = new Refresher(source, notice -> {});
    private final MetricsPage page = new MetricsPage(new Vitals(source, refresher, meter, new Connections(7), events));

    @Test
    void decisions_are_counted_by_outcome_and_reason_and_handed_on() {
        decide(null, true, 1000);
        decide(null, true, 1000);
        decide(Reason.NO_FLOW, true, 1000);
        decide(Reason.NO_FLOW, false, 1000);
        decide(null, false, 1000);

        assertThat(text())
                .contains("# TYPE cordon_decisions counter\n")
                .contains("cordon_decisions_total{outcome=\"allow\",reason=\"none\",enforced=\"true\"} 2\n")
                .contains("cordon_decisions_total{outcome=\"deny\",reason=\"NO_FLOW\",enforced=\"true\"} 1\n")
                .contains("cordon_decisions_total{outcome=\"deny\",reason=\"NO_FLOW\",enforced=\"false\"} 1\n")
                .contains("cordon_decisions_total{outcome=\"allow\",reason=\"none\",enforced=\"false\"} 1\n")
                .doesNotContain("FORBIDDEN");
        assertThat(sink.records()).hasSize(5);
    }

    @Test
    void latencies_fall_into_buckets_that_add_up() {
        decide(null, true, 5_000);
        decide(null, true, 5_001);
        decide(null, true, 900_000_000);
        decide(null, true, -1);

        assertThat(text())
                .contains("# TYPE cordon_decision_duration_seconds histogram\n# UNIT cordon_decision_duration_seconds"
                        + " seconds\n")
                .contains("cordon_decision_duration_seconds_bucket{le=\"0.000005\"} 2\n")
                .contains("cordon_decision_duration_seconds_bucket{le=\"0.00001\"} 3\n")
                .contains("cordon_decision_duration_seconds_bucket{le=\"0.1\"} 3\n")
                .contains("cordon_decision_duration_seconds_bucket{le=\"+Inf\"} 4\n")
                .contains("cordon_decision_duration_seconds_count 4\n")
                .contains("cordon_decision_duration_seconds_sum 0.900010001\n");
    }

    @Test
    void the_policy_in_use_and_its_age_are_told() {
        source.current = Optional.of(ShopPolicy.snapshot(0));

        assertThat(text())
                .contains("cordon_policy_info{policy=\"shop\",environment=\"production\",hash=\"" + "0".repeat(64)
                        + "\"} 1\n")
                .contains("cordon_policy_sequence 7\n")
                .contains("cordon_snapshot_age_seconds 1.5\n")
                .contains("cordon_ready 1\n", "cordon_refresh_failing 0\n", "cordon_connections 0\n");
    }

    @Test
    void events_of_services_are_counted_by_what_became_of_them() {
        for (Disposition disposition : Disposition.values()) {
            events.count(EventMeter.Outcome.of(disposition));
        }
        events.count(EventMeter.Outcome.STALE);
        events.count(EventMeter.Outcome.UNKNOWN_TYPE);

        assertThat(text())
                .contains("# TYPE cordon_service_events counter\n")
                .contains("cordon_service_events_total{disposition=\"taken\"} 1\n")
                .contains("cordon_service_events_total{disposition=\"stale\"} 2\n")
                .contains("cordon_service_events_total{disposition=\"untrusted-source\"} 1\n")
                .contains("cordon_service_events_total{disposition=\"unknown-type\"} 1\n")
                .doesNotContain("disposition=\"unreadable\"");
    }

    @Test
    void failures_of_refreshing_are_told() {
        source.failing = true;
        refresher.refresh();
        refresher.refresh();

        assertThat(text())
                .contains("cordon_refresh_failing 1\n", "cordon_refresh_failures_total 2\n", "cordon_ready 0\n")
                .doesNotContain("the file is gone", "cordon_policy_sequence");
    }

    @Test
    void every_line_is_of_the_form_that_the_specification_demands() {
        source.current = Optional.of(ShopPolicy.snapshot(0));
        decide(null, true, 1000);
        decide(Reason.NO_FLOW, true, 1000);
        events.count(EventMeter.Outcome.FROM_THE_FUTURE);
        List<String> lines = text().lines().toList();

        assertThat(text()).endsWith("\n# EOF\n");
        String value = "(\\d+(\\.\\d+)?)";
        String labels = "(\\{[a-z]+=\"[^\"\\\\]*\"(,[a-z]+=\"[^\"\\\\]*\")*\\})?";
        assertThat(lines.subList(0, lines.size() - 1))
                .allSatisfy(line -> assertThat(line)
                        .matches("# (TYPE|UNIT|HELP) cordon_[a-z_]+ .+|cordon_[a-z_]+" + labels + " " + value));
        List<String> families = lines.stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .toList();
        assertThat(families).doesNotHaveDuplicates();
        String family = "";
        for (String line : lines) {
            family = line.startsWith("# TYPE ") ? line.split(" ", -1)[2] : family;
            assertThat(line.startsWith("#") || line.startsWith(family)).as(line).isTrue();
        }
    }

    @Test
    void label_values_are_escaped() {
        String text = new OpenMetrics()
                .sample("x", "1", new OpenMetrics.Label("l", "a\"b\\c\nd"))
                .end();

        assertThat(text).isEqualTo("x{l=\"a\\\"b\\\\c\\nd\"} 1\n# EOF\n");
    }

    @Test
    void numbers_are_plain() {
        assertThat(OpenMetrics.seconds(Duration.ofNanos(1))).isEqualTo("0.000000001");
        assertThat(OpenMetrics.seconds(Duration.ofSeconds(100))).isEqualTo("100.0");
        assertThat(OpenMetrics.seconds(Duration.ZERO)).isEqualTo("0.0");
    }

    private String text() {
        return page.text(new Moment(NOON, Duration.ofMillis(1500).toNanos()));
    }

    private void decide(@Nullable Reason reason, boolean enforced, long nanos) {
        meter.offer(new DecisionRecord(
                "id",
                NOON,
                new DecisionRecord.Point("here", enforced, nanos),
                new DecisionRecord.Subject(Optional.empty(), Optional.empty(), List.of()),
                Optional.ofNullable(reason).map(DecisionRecord.Stop::because)));
    }

    private static final class Source implements SnapshotSource {

        private Optional<Snapshot> current = Optional.empty();
        private boolean failing;

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() throws SnapshotUnavailableException {
            if (failing) {
                throw new SnapshotUnavailableException("the file is gone");
            }
        }
    }
}

package dev.cordon.cli.log;

import dev.cordon.analysis.EdgeCount;
import dev.cordon.analysis.EdgeSummary;
import dev.cordon.cli.Console;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.Flow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows who called what. */
final class EdgeTable {

    private static final List<String> HEADS =
            List.of("CALLER", "TARGET", "OPERATION", "ALLOWED", "DENIED", "FIRST", "LAST", "BY REASON");

    private final Console console;
    private final EdgeSummary summary;
    private final Optional<Unused> unused;

    /** What of a policy nobody used. */
    record Unused(List<Flow> flows, List<EdgeSummary.Uncalled> operations) {}

    EdgeTable(Console console, EdgeSummary summary, Optional<Unused> unused) {
        this.console = console;
        this.summary = summary;
        this.unused = unused;
    }

    void print() {
        List<List<String>> rows = new ArrayList<>();
        summary.edges().forEach(count -> rows.add(row(count)));
        int[] widths = new int[HEADS.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .reduce(HEADS.get(i).length(), Math::max);
        }
        console.out().println(console.strong(line(HEADS, widths)));
        rows.forEach(row -> console.out().println(line(row, widths)));
        if (summary.lost() > 0) {
            console.out().println("records lost when the log was written: " + summary.lost());
        }
        if (summary.beyond() > 0) {
            console.out().println("calls of more edges than are told apart: " + summary.beyond());
        }
        unused.ifPresent(this::print);
    }

    private void print(Unused nobodys) {
        List<Flow> flows = nobodys.flows();
        console.out().println();
        console.out().println(flows.isEmpty() ? "every flow was used" : "flows never used: " + flows.size());
        for (Flow flow : flows) {
            console.out()
                    .println("  " + flow.id() + ": " + flow.edge().from() + " to "
                            + flow.edge().to());
        }
        List<EdgeSummary.Uncalled> operations = nobodys.operations();
        console.out()
                .println(
                        operations.isEmpty()
                                ? "every operation was called"
                                : "operations never called: " + operations.size());
        for (EdgeSummary.Uncalled one : operations) {
            console.out().println("  " + one.service() + ": " + one.operation());
        }
    }

    private static List<String> row(EdgeCount count) {
        long denied =
                count.denied().values().stream().mapToLong(Long::longValue).sum();
        List<String> reasons = new ArrayList<>();
        count.denied().forEach((reason, calls) -> reasons.add(reason + " " + calls));
        if (count.shadowed() > 0) {
            reasons.add("in shadow " + count.shadowed());
        }
        return List.of(
                plain(count.edge().caller()),
                plain(count.edge().target()),
                plain(count.edge().operation()),
                Long.toString(count.allowed()),
                Long.toString(denied),
                time(count.first()),
                time(count.last()),
                plain(String.join(", ", reasons)));
    }

    /** A log may be forged: nothing in it may steer a terminal. */
    private static String plain(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return line.toString().stripTrailing();
    }

    Json asJson(long unreadable) {
        JsonObjectBuilder json = Json.object()
                .put(
                        "edges",
                        Json.array(
                                summary.edges().stream().map(EdgeTable::asJson).toList()))
                .put("calls", summary.calls())
                .put("lost", summary.lost())
                .put("beyond", summary.beyond())
                .put("unreadable", unreadable);
        unused.ifPresent(nobodys -> json.put(
                        "neverUsed",
                        Json.texts(nobodys.flows().stream().map(Flow::id).toList()))
                .put(
                        "neverCalled",
                        Json.array(nobodys.operations().stream()
                                .map(EdgeTable::asJson)
                                .toList())));
        return json.build();
    }

    private static Json asJson(EdgeSummary.Uncalled one) {
        return Json.object()
                .put("service", one.service().text())
                .put("operation", one.operation().toString())
                .build();
    }

    private static Json asJson(EdgeCount count) {
        JsonObjectBuilder denied = Json.object();
        for (Map.Entry<String, Long> reason : count.denied().entrySet()) {
            denied.put(reason.getKey(), reason.getValue());
        }
        return Json.object()
                .put("caller", count.edge().caller())
                .put("target", count.edge().target())
                .put("operation", count.edge().operation())
                .put("allowed", count.allowed())
                .put("shadowed", count.shadowed())
                .put("denied", denied.build())
                .put("first", count.first().toString())
                .put("last", count.last().toString())
                .build();
    }
}

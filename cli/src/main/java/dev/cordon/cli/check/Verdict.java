package dev.cordon.cli.check;

import dev.cordon.cli.Console;
import dev.cordon.decision.Decision;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Reason;
import dev.cordon.decision.Step;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.limit.Bucket;
import dev.cordon.limit.Demand;
import java.util.List;
import java.util.Locale;

/** A judgement as people and programs read it. */
final class Verdict {

    private Verdict() {}

    /**
     * {@code allow checkout}, {@code deny NO_FLOW}, {@code deny FORBIDDEN rule-id}: the form that tests expect, too.
     */
    static String line(Decision decision) {
        return decision.fold(
                allow -> "allow " + allow.flow()
                        + allow.shadowed()
                                .map(reason -> " (shadowed " + reason + ")")
                                .orElse(""),
                deny -> "deny " + deny.reason()
                        + deny.rule().map(rule -> " " + rule).orElse(""));
    }

    static void print(Console console, Judgement judgement) {
        Decision decision = judgement.decision();
        String line = line(decision);
        console.out().println(decision.isAllow() ? console.good(line) : console.bad(line));
        judgement.trace().forEach(found -> console.out().printf("  %-11s %s%n", name(found.step()), found.finding()));
        buckets(decision).forEach(bucket -> console.out().printf("  %-11s %s%n", "settlement", rate(bucket)));
        decision.fold(allow -> "", deny -> deny.reason().remedy())
                .lines()
                .forEach(remedy -> console.out().println(console.faint("  what to do  " + remedy)));
    }

    static JsonObjectBuilder asJson(Judgement judgement) {
        JsonObjectBuilder json = judgement.decision().fold(Verdict::allow, Verdict::deny);
        judgement.caller().ifPresent(caller -> json.put("caller", caller.text()));
        judgement.target().ifPresent(target -> json.put("target", target.text()));
        judgement.operation().ifPresent(operation -> json.put("operation", operation.toString()));
        List<Json> trace = judgement.trace().stream()
                .<Json>map(found -> Json.object()
                        .put("step", name(found.step()))
                        .put("finding", found.finding())
                        .build())
                .toList();
        return json.put("trace", Json.array(trace));
    }

    private static JsonObjectBuilder allow(Decision.Allow allow) {
        JsonObjectBuilder json =
                Json.object().put("decision", "allow").put("flow", allow.flow().text());
        allow.shadowed().ifPresent(reason -> json.put("shadowed", reason.name()));
        buckets(allow)
                .forEach(bucket -> json.put(
                        switch (bucket.kind()) {
                            case FLOW -> "rate";
                            case FLOW_CALLER -> "ratePerCaller";
                            case SEGMENT -> "segmentRate";
                            case SEGMENT_CALLER -> "segmentRatePerCaller";
                        },
                        bucket.limit().toString()));
        return json;
    }

    private static List<Bucket> buckets(Decision decision) {
        return decision instanceof Decision.Allow allow
                ? allow.obligations().rate().map(Demand::buckets).orElse(List.of())
                : List.of();
    }

    private static String rate(Bucket bucket) {
        return switch (bucket.kind()) {
            case FLOW -> "rate " + bucket.limit();
            case FLOW_CALLER -> "rate " + bucket.limit() + " per caller";
            case SEGMENT -> "rate " + bucket.limit() + " of the segment";
            case SEGMENT_CALLER -> "rate " + bucket.limit() + " of the segment per caller";
        };
    }

    private static JsonObjectBuilder deny(Decision.Deny deny) {
        Reason reason = deny.reason();
        JsonObjectBuilder json = Json.object()
                .put("decision", "deny")
                .put("reason", reason.name())
                .put("step", name(reason.step()))
                .put("status", reason.status())
                .put("meaning", reason.meaning())
                .put("remedy", reason.remedy());
        deny.rule().ifPresent(rule -> json.put("rule", rule));
        return json;
    }

    private static String name(Step step) {
        return step.name().toLowerCase(Locale.ROOT);
    }
}

package dev.cordon.tests.aws;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Child;
import java.time.Instant;
import java.util.List;

/** What a function logged of one decision: the decision itself, then its metrics. */
final class DecisionLines {

    private final String text;
    private final Json.Members decision;
    private final Json.Members metrics;

    private DecisionLines(String decision, String metrics) throws InvalidDocumentException {
        this.text = decision + "\n" + metrics;
        this.decision = (Json.Members) Json.parse(decision);
        this.metrics = (Json.Members) Json.parse(metrics);
    }

    /** Waits for the lines of a decision. */
    static DecisionLines await(Child log, String id) throws InterruptedException, InvalidDocumentException {
        log.await(line -> line.contains("\"id\":\"" + id + "\""));
        return of(log, lastOf(log.lines(), "\"id\":\"" + id + "\""));
    }

    /** The lines of the last decision: those of the answer that has come already, or will come with it. */
    static DecisionLines last(Child log) throws InterruptedException, InvalidDocumentException {
        log.await(line -> line.contains("\"outcome\""));
        return of(log, lastOf(log.lines(), "\"outcome\""));
    }

    private static int lastOf(List<String> lines, String text) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        throw new AssertionError("no line with " + text);
    }

    private static DecisionLines of(Child log, int at) throws InterruptedException, InvalidDocumentException {
        String metrics = log.await(at + 1, line -> line.contains("\"_aws\""));
        return new DecisionLines(log.lines().get(at), metrics);
    }

    /** A member of the decision. */
    String decision(String name) {
        return decision.find(name)
                .map(value -> value instanceof Json.Text word ? word.value() : value.toCanonical())
                .orElse("");
    }

    Instant time() {
        return Instant.parse(decision("time"));
    }

    /** The sequence of the bundle that it was made from. */
    long sequence() {
        Json.Members from = (Json.Members) decision.find("madeFrom").orElseThrow();
        return ((Json.Whole) from.find("sequence").orElseThrow()).value();
    }

    Json metrics(String name) {
        return metrics.find(name).orElseThrow(() -> new AssertionError("no `" + name + "` in " + metrics));
    }

    String text() {
        return text;
    }
}

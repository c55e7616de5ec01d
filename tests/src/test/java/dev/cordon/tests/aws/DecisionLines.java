package dev.cordon.tests.aws;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Child;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.stream.IntStream;

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
        return of(log, find(log, 1, line -> line.contains("\"id\":\"" + id + "\"")));
    }

    /** Waits for the lines of the last call's decision: a log may come after the answer. */
    static DecisionLines last(LambdaFunction function) throws InterruptedException, InvalidDocumentException {
        Child log = function.log();
        return of(log, find(log, function.invocations(), line -> line.contains("\"outcome\"")));
    }

    /** Where the line of that number among those wanted is, once it is there. */
    private static int find(Child log, int number, Predicate<String> wanted) throws InterruptedException {
        int at = -1;
        for (int found = 0; found < number; found++) {
            int from = at + 1;
            log.await(from, wanted);
            at = IntStream.iterate(from, next -> next + 1)
                    .filter(next -> wanted.test(log.lines().get(next)))
                    .findFirst()
                    .orElseThrow();
        }
        return at;
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

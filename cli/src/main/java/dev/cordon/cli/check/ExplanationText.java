package dev.cordon.cli.check;

import dev.cordon.analysis.Explanation;
import dev.cordon.analysis.PolicyChange;
import dev.cordon.analysis.PolicyDiff;
import dev.cordon.cli.Console;
import dev.cordon.cli.diff.DiffText;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.List;

/** An explanation as people and programs read it. */
final class ExplanationText {

    /** So many edges are listed; of more, their number is told. */
    private static final int FEW = 10;

    private final Console console;

    ExplanationText(Console console) {
        this.console = console;
    }

    void print(Explanation explanation) {
        Verdict.print(console, explanation.judgement());
        if (!explanation.near().isEmpty()) {
            console.out().println("did you mean  " + String.join(", ", explanation.near()));
        }
        if (!explanation.changes().isEmpty()) {
            printChanges(explanation);
        } else {
            explanation
                    .rest()
                    .ifPresent(rest -> console.out()
                            .println("no change of a flow, forbid or issuer alone allows it: it would be denied "
                                    + rest.reason() + " still"));
        }
    }

    private void printChanges(Explanation explanation) {
        console.out().println("the smallest change that allows it, tried:");
        for (PolicyChange change : explanation.changes()) {
            ChangeText.lines(change).forEach(line -> console.out().println("  " + line));
            if (change instanceof PolicyChange.LiftedForbid) {
                console.out()
                        .println(console.warning("  a forbid is there on purpose, and stops what comes through other"
                                + " services too, which no list of edges shows: ask whoever wrote it"));
            }
        }
        PolicyDiff opens = explanation.opens();
        console.out().println("what becomes of the edges: " + DiffText.sum(opens));
        opens.changes().stream().limit(FEW).forEach(change -> DiffText.print(console, change));
        if (opens.changes().size() > FEW) {
            console.out().println("and " + (opens.changes().size() - FEW) + " more; see --json");
        }
    }

    static Json asJson(Explanation explanation) {
        JsonObjectBuilder json = Verdict.asJson(explanation.judgement());
        List<Json> changes = explanation.changes().stream()
                .<Json>map(change -> Json.object()
                        .put("kind", ChangeText.kind(change))
                        .put("text", String.join("\n", ChangeText.lines(change)))
                        .build())
                .toList();
        json.put("changes", Json.array(changes)).put("near", Json.texts(explanation.near()));
        if (!changes.isEmpty()) {
            json.put("opens", DiffText.asJson(explanation.opens()));
        }
        explanation.rest().ifPresent(rest -> json.put("rest", rest.reason().name()));
        return json.build();
    }
}

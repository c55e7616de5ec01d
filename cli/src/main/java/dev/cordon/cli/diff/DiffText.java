package dev.cordon.cli.diff;

import dev.cordon.analysis.PolicyDiff;
import dev.cordon.analysis.PolicyDiff.Change;
import dev.cordon.analysis.PolicyDiff.Kind;
import dev.cordon.cli.Console;
import dev.cordon.document.Json;
import java.util.List;
import java.util.Locale;

/** The differences of two policies as people and programs read them. */
public final class DiffText {

    private DiffText() {}

    /** One edge that differs, with its terms, on a line or more. */
    public static void print(Console console, Change change) {
        String edge = change.edge().caller() + " to " + change.edge().target() + ": "
                + change.edge().operation();
        switch (change.kind()) {
            case ALLOWED -> {
                console.out().println(console.good("+ " + edge));
                change.after().forEach(terms -> console.out().println("    " + terms));
            }
            case DENIED -> console.out().println(console.bad("- " + edge));
            case CHANGED -> {
                console.out().println(console.warning("~ " + edge));
                change.before().forEach(terms -> console.out().println("    was  " + terms));
                change.after().forEach(terms -> console.out().println("    is   " + terms));
            }
        }
    }

    /** How many edges differ, in a line. */
    public static String sum(PolicyDiff diff) {
        return diff.count(Kind.ALLOWED) + " allowed, " + diff.count(Kind.DENIED) + " denied, "
                + diff.count(Kind.CHANGED) + " changed";
    }

    /** All edges that differ, for programs. */
    public static Json asJson(PolicyDiff diff) {
        List<Json> changes = diff.changes().stream()
                .<Json>map(change -> Json.object()
                        .put("kind", change.kind().name().toLowerCase(Locale.ROOT))
                        .put("caller", change.edge().caller())
                        .put("target", change.edge().target())
                        .put("operation", change.edge().operation())
                        .put("before", Json.texts(change.before()))
                        .put("after", Json.texts(change.after()))
                        .build())
                .toList();
        return Json.object()
                .put("allowed", diff.count(Kind.ALLOWED))
                .put("denied", diff.count(Kind.DENIED))
                .put("changed", diff.count(Kind.CHANGED))
                .put("changes", Json.array(changes))
                .build();
    }
}

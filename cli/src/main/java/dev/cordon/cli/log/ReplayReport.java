package dev.cordon.cli.log;

import dev.cordon.analysis.LogReplay;
import dev.cordon.analysis.RecordedDecision;
import dev.cordon.cli.Console;
import dev.cordon.cli.ExitCode;
import dev.cordon.decision.PolicyRevision;
import dev.cordon.decision.TraceLine;
import dev.cordon.document.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Gathers what a replay finds and tells it: findings as they come, or all in one object at the end. */
final class ReplayReport {

    /** As many findings of a kind are in the object; the counts are of all. */
    private static final int MOST = 100;

    private final Console console;
    private final Path bundles;
    private final boolean json;
    private final List<Json> differences = new ArrayList<>();
    private final List<Json> unreadableLines = new ArrayList<>();
    private final Map<PolicyRevision, Missing> missing = new LinkedHashMap<>();
    private long same;
    private long differing;
    private long unreadable;
    private long withoutBundle;
    private long undecided;
    private long other;
    private long lost;

    /** Where a bundle was missing first, and how often. */
    private static final class Missing {

        private final long first;
        private long lines;

        Missing(long first) {
            this.first = first;
        }
    }

    ReplayReport(Console console, Path bundles, boolean json) {
        this.console = console;
        this.bundles = bundles;
        this.json = json;
    }

    void same() {
        same++;
    }

    void lost(long records) {
        lost += records;
    }

    void passedOver(boolean isCall) {
        undecided += isCall ? 1 : 0;
        other += isCall ? 0 : 1;
    }

    void differs(long number, RecordedDecision recorded, LogReplay.Outcome outcome) {
        differing++;
        List<TraceLine> trace = outcome.judgement().trace();
        if (!json) {
            console.out()
                    .println(console.bad("line " + number + " differs") + ": decision " + recorded.id()
                            + ": the log says " + recorded.answered() + ", replayed " + outcome.answered());
            trace.forEach(found -> console.out().println("  " + describe(found)));
        } else if (differences.size() < MOST) {
            differences.add(Json.object()
                    .put("line", number)
                    .put("id", recorded.id())
                    .put("recorded", recorded.answered())
                    .put("replayed", outcome.answered())
                    .put(
                            "trace",
                            Json.texts(
                                    trace.stream().map(ReplayReport::describe).toList()))
                    .build());
        }
    }

    private static String describe(TraceLine found) {
        return found.step().name().toLowerCase(Locale.ROOT) + ": " + found.finding();
    }

    void unreadable(long number, String why) {
        unreadable++;
        if (!json) {
            console.out().println(console.bad("line " + number + " is unreadable") + ": it " + why);
        } else if (unreadableLines.size() < MOST) {
            unreadableLines.add(
                    Json.object().put("line", number).put("message", why).build());
        }
    }

    void missing(long number, PolicyRevision revision) {
        withoutBundle++;
        Missing known = missing.get(revision);
        if (known == null && missing.size() < MOST) {
            known = new Missing(number);
            missing.put(revision, known);
            if (!json) {
                console.out()
                        .println(console.bad("line " + number + " has no bundle") + ": sequence " + revision.sequence()
                                + " of policy `" + revision.policy() + "` for `" + revision.environment()
                                + "`, content "
                                + revision.hash() + ", is not in `" + bundles + "`");
            }
        }
        if (known != null) {
            known.lines++;
        }
    }

    /** A difference outweighs what could not be looked at. */
    int exitCode() {
        if (differing > 0) {
            return ExitCode.NO;
        }
        return unreadable > 0 || withoutBundle > 0 ? ExitCode.BAD_INPUT : ExitCode.YES;
    }

    void end() {
        console.out().println(json ? asJson().toCanonical() : summary());
    }

    private String summary() {
        String verdict = differing > 0 ? console.bad(differing + " differ") : console.good("all the same");
        StringBuilder text = new StringBuilder("replayed " + (same + differing) + " decisions: " + verdict);
        more(text, unreadable, "unreadable lines");
        more(text, withoutBundle, "lines without bundle");
        more(text, undecided, "calls that were stopped before a decision");
        more(text, lost, "records lost when the log was written");
        more(text, other, "lines of something else");
        return text.toString();
    }

    private static void more(StringBuilder text, long count, String what) {
        if (count > 0) {
            text.append("; ").append(count).append(' ').append(what);
        }
    }

    private Json asJson() {
        List<Json> without = new ArrayList<>();
        missing.forEach((revision, known) -> without.add(Json.object()
                .put("line", known.first)
                .put("lines", known.lines)
                .put("policy", revision.policy().text())
                .put("environment", revision.environment().text())
                .put("sequence", revision.sequence())
                .put("hash", revision.hash())
                .build()));
        return Json.object()
                .put("replayed", same + differing)
                .put("differing", differing)
                .put("differences", Json.array(differences))
                .put("unreadable", unreadable)
                .put("unreadableLines", Json.array(unreadableLines))
                .put("withoutBundle", withoutBundle)
                .put("missingBundles", Json.array(without))
                .put("undecided", undecided)
                .put("lost", lost)
                .put("other", other)
                .build();
    }
}

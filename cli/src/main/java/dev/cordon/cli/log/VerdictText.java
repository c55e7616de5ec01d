package dev.cordon.cli.log;

import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.Fault;
import dev.cordon.chain.Verdict;
import dev.cordon.cli.Console;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of a verification, for people and for programs. */
final class VerdictText {

    private final Console console;
    private final List<Path> files;
    private final Verdict verdict;

    VerdictText(Console console, List<Path> files, Verdict verdict) {
        this.console = console;
        this.files = files;
        this.verdict = verdict;
    }

    /** @param keyed whether signatures were looked at */
    void print(boolean keyed) {
        verdict.fault().ifPresent(this::printFault);
        if (verdict.isWhole() || verdict.lines().count() > 0) {
            String what = verdict.isWhole() ? console.good("whole") : "whole before that";
            say(what + ": lines " + verdict.lines().first() + " to "
                    + verdict.lines().last().sequence() + " of log `" + printable(verdict.log()) + "`");
            printSigned(keyed);
        }
        Verdict.Notes notes = verdict.notes();
        notes.head().ifPresent(time -> say("nothing is cut off that was written before " + time));
        if (notes.torn() > 0) {
            say(notes.torn() + " half lines, of writes that failed, as the log itself tells");
        }
        if (notes.takenOver() > 0) {
            say(notes.takenOver() + " lines had no signature yet when the log was opened anew behind them");
        }
        if (verdict.isWhole()) {
            warn(keyed);
        }
    }

    private void printFault(Fault fault) {
        say(console.bad("not whole") + ": " + word(fault) + " at "
                + fault.place().file() + ":" + fault.place().line() + ": " + fault.what());
        say("  line " + fault.sequence() + " of the log"
                + fault.time().map(time -> ", about " + time).orElse(""));
        say("  " + fault.kind().advice());
    }

    private void printSigned(boolean keyed) {
        Optional<Checkpoint> last = verdict.signed().last();
        if (last.isPresent()) {
            say("signed up to line " + last.get().covers().sequence() + ", "
                    + last.get().time()
                    + (last.get().closed() ? ", when the log was closed" : "") + "; lines after the last checkpoint: "
                    + verdict.signed().after());
        } else if (!keyed && verdict.signed().checkpoints() == 0) {
            say("nobody signed it");
        }
    }

    private void warn(boolean keyed) {
        if (!keyed) {
            console.err()
                    .println(console.warning("signatures were not looked at: whoever can write the log could have made"
                            + " all of it anew; sign it with `serve --log-signing-key`, and name `--log-key`"));
        }
        if (verdict.notes().head().isEmpty()) {
            console.err()
                    .println(console.warning("not compared with a head: lines that were cut off the end are not missed;"
                            + " name `--head`"));
        }
        if (verdict.lines().first() > 0) {
            console.err()
                    .println(console.warning("the log begins before these files: lines 0 to "
                            + (verdict.lines().first() - 1) + " are not among them"));
        }
        if (verdict.notes().ending()) {
            console.err()
                    .println(console.warning(
                            "the very last line is a half one: it is being written, or its writer was stopped"));
        }
    }

    private void say(String line) {
        console.out().println(line);
    }

    private static String printable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private static String word(Fault fault) {
        return fault.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Json asJson() {
        Verdict.Signed signed = verdict.signed();
        return Json.object()
                .put("whole", verdict.isWhole())
                .put("log", verdict.log())
                .put("files", Json.texts(files))
                .put("first", verdict.lines().first())
                .put("last", verdict.lines().last().sequence())
                .put("lines", verdict.lines().count())
                .put("checkpoints", signed.checkpoints())
                .put(
                        "signedUntil",
                        signed.last().map(last -> Json.of(last.covers().sequence())))
                .put("signedAt", signed.last().map(last -> Json.of(last.time().toString())))
                .put("afterCheckpoint", signed.after())
                .put("headAt", verdict.notes().head().map(time -> Json.of(time.toString())))
                .put("torn", verdict.notes().torn())
                .put("takenOver", verdict.notes().takenOver())
                .put("fault", verdict.fault().map(VerdictText::json))
                .build();
    }

    private static Json json(Fault fault) {
        JsonObjectBuilder json = Json.object()
                .put("kind", word(fault))
                .put("file", fault.place().file())
                .put("line", fault.place().line())
                .put("seq", fault.sequence())
                .put("time", fault.time().map(time -> Json.of(time.toString())))
                .put("message", fault.what())
                .put("advice", fault.kind().advice());
        return json.build();
    }
}

package dev.cordon.cli.log;

import dev.cordon.analysis.LogLine;
import dev.cordon.analysis.LogReplay;
import dev.cordon.analysis.RecordedDecision;
import dev.cordon.analysis.UnreadableLineException;
import dev.cordon.cli.CommandException;
import java.util.Optional;

/** Decides one line after the other. */
final class ReplayRun implements LogFile.Reader {

    private final LogReplay replay = new LogReplay();
    private final BundleFolder bundles;
    private final ReplayReport report;

    ReplayRun(BundleFolder bundles, ReplayReport report) {
        this.bundles = bundles;
        this.report = report;
    }

    @Override
    public void take(long number, String text) throws CommandException {
        try {
            LogLine line = LogLine.read(text);
            if (line instanceof LogLine.Decided decided) {
                decide(number, decided.decision());
            } else if (line instanceof LogLine.Lost lost) {
                report.lost(lost.records());
            } else {
                report.passedOver(line instanceof LogLine.Undecided);
            }
        } catch (UnreadableLineException e) {
            report.unreadable(number, String.valueOf(e.getMessage()));
        }
    }

    private void decide(long number, RecordedDecision recorded) throws CommandException {
        Optional<LogReplay.Outcome> outcome = replay.decide(recorded, bundles);
        if (outcome.isEmpty()) {
            report.missing(number, recorded.revision());
        } else if (outcome.get().same()) {
            report.same();
        } else {
            report.differs(number, recorded, outcome.get());
        }
    }
}

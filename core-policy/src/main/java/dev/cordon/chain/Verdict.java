package dev.cordon.chain;

import java.time.Instant;
import java.util.Optional;

/**
 * What became of the verification of a log. Immutable.
 *
 * @param log the id of the log; empty where it is not even known
 * @param lines which lines are as they were written
 * @param signed what the signatures cover
 * @param notes what else is worth knowing
 * @param fault the first thing that is wrong; empty where the log is whole
 */
public record Verdict(String log, Lines lines, Signed signed, Notes notes, Optional<Fault> fault) {

    /**
     * The lines that are as they were written.
     *
     * @param first the number of the first
     * @param last the last
     * @param count how many
     */
    public record Lines(long first, Link last, long count) {}

    /**
     * What the signatures cover.
     *
     * @param checkpoints how many there are
     * @param last the last whose signature was verified
     * @param after how many lines follow the last checkpoint and are not covered yet
     */
    public record Signed(long checkpoints, Optional<Checkpoint> last, long after) {}

    /**
     * What else is worth knowing.
     *
     * @param torn how many half lines there are, which the log itself tells of
     * @param ending a half line at the very end, of a writer that was stopped or is at work
     * @param takenOver how many lines no checkpoint covered yet when the log was opened anew behind them, as after a
     *     crash
     * @param head until when the log was compared with its head; empty where there was none
     */
    public record Notes(long torn, boolean ending, long takenOver, Optional<Instant> head) {}

    /** Whether nothing is wrong. */
    public boolean isWhole() {
        return fault.isEmpty();
    }
}

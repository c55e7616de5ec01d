package dev.cordon.analysis;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;

/** What a line of a decision log holds. */
public sealed interface LogLine {

    /** A decision, with all that it takes to make it again. */
    record Decided(RecordedDecision decision) implements LogLine {}

    /** A call that was stopped before anything was decided, such as without a policy. */
    record Undecided(String reason) implements LogLine {}

    /** The log's own word that records are missing here. */
    record Lost(long records) implements LogLine {}

    /** An object that is no record, such as a line of metrics between records. */
    record Other() implements LogLine {}

    /**
     * Reads a line.
     *
     * @param text without the line's end
     * @throws UnreadableLineException where it is no JSON object, or a record that lacks something
     */
    static LogLine read(String text) throws UnreadableLineException {
        LineFields line = new LineFields("", object(text));
        if (line.has("decided")) {
            return new Decided(RecordedDecision.read(line));
        } else if (line.has("id") && line.has("outcome")) {
            return new Undecided(line.text("reason"));
        }
        return line.has("dropped") ? new Lost(line.number("dropped")) : new Other();
    }

    /**
     * The object that a line is.
     *
     * @throws UnreadableLineException where it is none
     */
    static Json.Members object(String text) throws UnreadableLineException {
        try {
            if (Json.parse(text) instanceof Json.Members members) {
                return members;
            }
        } catch (InvalidDocumentException e) {
            throw new UnreadableLineException("is no JSON: cut short, or not of the log");
        }
        throw new UnreadableLineException("is no JSON object");
    }
}

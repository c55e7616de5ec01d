package dev.cordon.chain;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The line that says how a log was opened and where it goes on from: the first of each file, and the first after an
 * interruption. Immutable.
 *
 * @param log the id of the log, the same in all its files
 * @param how how it was opened
 * @param after the value of the line before; empty for the first line of a log
 * @param time when
 * @param details what else there is to say
 */
public record Opening(String log, How how, String after, Instant time, Details details) {

    /** With what such a line begins, and no other. */
    static final String BEGINNING = "{\"after\":\"";

    private static final int LONGEST_ID = 64;

    /** How a log was opened. */
    public enum How {
        /** A log begins. */
        BEGUN,
        /** Another process goes on in the same file. */
        RESTARTED,
        /** The log goes on in another file. */
        ROTATED,
        /** The same process goes on in the same file, after a write that failed. */
        RECOVERED
    }

    /**
     * What else an opening tells.
     *
     * @param keyId the {@code kid} of the key that signs from here on; empty where none does
     * @param missing how many lines are not there that had been written, as the head says
     * @param torn what lies before this line and is no line
     */
    public record Details(Optional<String> keyId, long missing, Optional<TornPart> torn) {

        /** Nothing is missing, nothing torn. */
        public static Details signedBy(Optional<String> keyId) {
            return new Details(keyId, 0, Optional.empty());
        }
    }

    /** The line, not chained yet. */
    public String toLine() {
        JsonObjectBuilder line = Json.object()
                .put("after", after)
                .put("kid", details.keyId().map(Json::of))
                .put("log", log)
                .put("opened", how.name().toLowerCase(Locale.ROOT))
                .put("time", time.toString())
                .put("torn", details.torn().map(Opening::json));
        if (details.missing() > 0) {
            line.put("missing", details.missing());
        }
        return line.build().toCanonical();
    }

    private static Json json(TornPart torn) {
        return Json.object()
                .put("bytes", torn.bytes())
                .put("sha256", torn.sha256())
                .build();
    }

    /** Reads a line; empty where it is no opening, whatever else it is. */
    public static Optional<Opening> read(byte[] line) {
        if (!ChainedLine.begins(line, BEGINNING)) {
            return Optional.empty();
        }
        try {
            LogFields fields = LogFields.of(line);
            String log = fields.text("log");
            String after = fields.text("after");
            if (log.isEmpty() || log.length() > LONGEST_ID || !after.isEmpty() && !Link.isValue(after)) {
                return Optional.empty();
            }
            How how = How.valueOf(fields.text("opened").toUpperCase(Locale.ROOT));
            Details details = new Details(fields.optionalText("kid"), fields.whole("missing", 0), torn(fields));
            return Optional.of(new Opening(log, how, after, Instant.parse(fields.text("time")), details));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<TornPart> torn(LogFields fields) {
        return fields.object("torn").map(torn -> new TornPart(torn.whole("bytes", 0), torn.text("sha256")));
    }
}

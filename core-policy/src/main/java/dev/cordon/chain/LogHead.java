package dev.cordon.chain;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a log had come at an instant, kept beside the log: what is cut off its end is missed by it. Immutable.
 *
 * @param stand where the log stood
 * @param signed the same, signed; empty where nobody signs this log
 */
public record LogHead(Checkpoint stand, Optional<String> signed) {

    /** No head is larger, in bytes. */
    public static final int LARGEST = 16 * 1024;

    /** The file's content: one line of JSON. */
    public byte[] toBytes() {
        JsonObjectBuilder head = Json.object()
                .put("chain", stand.covers().value())
                .put("checkpoint", signed.map(Json::of))
                .put("log", stand.log())
                .put("seq", stand.covers().sequence())
                .put("time", stand.time().toString());
        if (stand.closed()) {
            head.put("closed", true);
        }
        return (head.build().toCanonical() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toBytes} made; empty where it is none. No signature is looked at. */
    public static Optional<LogHead> read(byte[] bytes) {
        if (bytes.length > LARGEST) {
            return Optional.empty();
        }
        try {
            LogFields fields = LogFields.of(bytes);
            Link covers = new Link(fields.whole("seq", 0), fields.text("chain"));
            Checkpoint stand = new Checkpoint(
                    fields.text("log"), covers, Instant.parse(fields.text("time")), fields.flag("closed"));
            return Optional.of(new LogHead(stand, fields.optionalText("checkpoint")));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}

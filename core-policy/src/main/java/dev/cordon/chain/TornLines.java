package dev.cordon.chain;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lines that are none of the chain, until the log itself says what they are. For one thread. */
final class TornLines {

    /** No batch that can be written half is longer, in bytes. */
    private static final int MOST = 8 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private @Nullable Place first;
    private long lines;
    private long parts;

    /** Takes one; false where it can be none: a part of a line is no JSON object, neither empty nor endless. */
    boolean take(byte[] line, Place place) {
        if (line.length == 0 || LogFields.isObject(line) || bytes.size() + line.length > MOST) {
            return false;
        }
        lines++;
        if (first == null) {
            first = place;
        } else {
            bytes.write('\n');
        }
        bytes.write(line, 0, line.length);
        return true;
    }

    /** Where the first is that the log has not explained; null where there is none. */
    @Nullable
    Place unexplained() {
        return first;
    }

    /** Whether there is one line that the log has not explained. */
    boolean isOne() {
        return lines == 1;
    }

    /** Whether that is exactly what lies here. */
    boolean is(Optional<TornPart> told) {
        Optional<TornPart> found = first == null ? Optional.empty() : Optional.of(TornPart.of(bytes.toByteArray()));
        return found.equals(told);
    }

    /** Whether the log's word is exactly what lies here; if so, it is explained. */
    boolean explain(Optional<TornPart> told) {
        if (!is(told)) {
            return false;
        }
        parts += first == null ? 0 : 1;
        first = null;
        lines = 0;
        bytes.reset();
        return true;
    }

    /** How many were explained. */
    long parts() {
        return parts;
    }
}

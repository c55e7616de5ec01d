package dev.cordon.mesh.log;

import dev.cordon.chain.ChainedLine;
import dev.cordon.chain.Link;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The end of a log, as its bytes are. Nothing of it is verified. Immutable. */
final class LogEnd {

    private final @Nullable Link last;
    private final byte[] half;
    private final boolean known;

    private LogEnd(@Nullable Link last, byte[] half, boolean known) {
        this.last = last;
        this.half = half;
        this.known = known;
    }

    /**
     * Reads it.
     *
     * @param end the last bytes of a file; the first line of them may be cut
     * @param known a link that should be in them
     */
    static LogEnd of(byte[] end, Optional<Link> known) {
        Link last = null;
        boolean found = false;
        int after = 0;
        int from = 0;
        while (from < end.length) {
            int feed = Resumption.indexOf(end, '\n', from);
            int to = feed < 0 ? end.length : feed;
            Optional<ChainedLine> line = ChainedLine.read(Arrays.copyOfRange(end, from, to));
            from = to + 1;
            if (line.isPresent()) {
                last = line.get().link();
                found |= known.isPresent() && known.get().equals(last);
                after = Math.min(from, end.length);
            }
        }
        byte[] half = Arrays.copyOfRange(end, after, end.length);
        return new LogEnd(hasObject(half) ? null : last, half, found);
    }

    /** What is a JSON object is no half line, but one that somebody put there. */
    private static boolean hasObject(byte[] half) {
        int from = 0;
        while (from < half.length) {
            int feed = Resumption.indexOf(half, '\n', from);
            int to = feed < 0 ? half.length : feed;
            if (to == from || isObject(Arrays.copyOfRange(half, from, to))) {
                return true;
            }
            from = to + 1;
        }
        return false;
    }

    private static boolean isObject(byte[] line) {
        try {
            return Json.parse(line) instanceof Json.Members;
        } catch (InvalidDocumentException e) {
            return false;
        }
    }

    /** The last whole line; empty where there is none to go on from. */
    Optional<Link> last() {
        return Optional.ofNullable(last);
    }

    /** What comes after it. */
    byte[] half() {
        return half.clone();
    }

    /** Whether the link that should be there is. */
    boolean hasKnown() {
        return known;
    }
}

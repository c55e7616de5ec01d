package dev.cordon.mesh.log;

import dev.cordon.chain.ChainedLine;
import dev.cordon.chain.Link;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was written of a batch of lines before the writing failed. Immutable. */
final class WrittenPart {

    private final @Nullable Link last;
    private final byte[] half;

    private WrittenPart(@Nullable Link last, byte[] half) {
        this.last = last;
        this.half = half;
    }

    /**
     * Looks at it.
     *
     * @param batch lines, behind a line feed where half a line lies before
     * @param count how many of its bytes were written
     * @param before what lay there since the last whole line
     */
    static WrittenPart of(byte[] batch, int count, byte[] before) {
        Link last = null;
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (batch[i] == '\n') {
                Optional<Link> line = link(batch, from, i);
                last = line.orElse(last);
                from = line.isPresent() ? i + 1 : from;
            }
        }
        Optional<Link> whole = link(batch, from, count);
        if (whole.isPresent()) {
            // all of it but the line feed
            return new WrittenPart(whole.get(), new byte[0]);
        }
        byte[] rest = Arrays.copyOfRange(batch, from, count);
        return new WrittenPart(last, last == null ? joined(before, rest) : rest);
    }

    /** The line that is there, with or without a line feed before it. */
    private static Optional<Link> link(byte[] batch, int from, int to) {
        int start = from < to && batch[from] == '\n' ? from + 1 : from;
        return ChainedLine.read(Arrays.copyOfRange(batch, start, to)).map(ChainedLine::link);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** The last whole line of it; empty where there is none. */
    Optional<Link> last() {
        return Optional.ofNullable(last);
    }

    /** What lies behind the last whole line. */
    byte[] half() {
        return half.clone();
    }
}

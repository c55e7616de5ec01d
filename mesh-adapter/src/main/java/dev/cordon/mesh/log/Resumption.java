package dev.cordon.mesh.log;

import dev.cordon.chain.Link;
import dev.cordon.chain.LogHead;
import dev.cordon.chain.Opening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.Optional;

/** Where a log goes on, as its file ends and as its head says. Immutable. */
final class Resumption {

    /**
     * The head is never further behind than this, in bytes: it is written each second, or after some thousand lines.
     */
    private static final int WINDOW = 16 << 20;

    private static final int LONGEST_OPENING = 16 * 1024;

    /** Nobody knows how many lines are missing. */
    private static final long HEADLESS = -1;

    final Opening.How how;
    /** The id of the log; empty where one begins. */
    final String log;

    final Link last;
    /** How many lines are not there that had been written. */
    final long missing;
    /** Whether the next line must be parted from what is there. */
    final boolean breaks;
    /** Why a log begins where there is something. */
    private final String why;

    /** Whether there is no head to say how far the log came. */
    private final boolean headless;

    private final byte[] half;

    private Resumption(Opening.How how, String log, Link last, Rest rest) {
        this.how = how;
        this.log = log;
        this.last = last;
        this.missing = Math.max(0, rest.missing);
        this.headless = rest.missing == HEADLESS;
        this.breaks = rest.breaks;
        this.why = rest.why;
        this.half = rest.half;
    }

    /** What goes with a place to go on from. */
    private static final class Rest {
        private final byte[] half;
        private final boolean breaks;
        private final long missing;
        private final String why;

        Rest(byte[] half, boolean breaks, long missing, String why) {
            this.half = half;
            this.breaks = breaks;
            this.missing = missing;
            this.why = why;
        }
    }

    /** What is there since the last whole line. */
    byte[] half() {
        return half.clone();
    }

    /** A log that begins in what is empty. */
    static Resumption begun() {
        return begun(false, "");
    }

    private static Resumption begun(boolean breaks, String why) {
        return new Resumption(Opening.How.BEGUN, "", Link.START, new Rest(new byte[0], breaks, 0, why));
    }

    /**
     * Looks where to go on.
     *
     * @param head the newest that is known
     */
    static Resumption of(FileChannel file, Optional<LogHead> head) throws IOException {
        long size = file.size();
        if (size == 0) {
            return head.map(LogHead::stand)
                    .map(stand -> new Resumption(
                            Opening.How.ROTATED, stand.log(), stand.covers(), new Rest(new byte[0], false, 0, "")))
                    .orElseGet(Resumption::begun);
        }
        byte[] end = read(file, Math.max(0, size - WINDOW), WINDOW);
        boolean breaks = end[end.length - 1] != '\n';
        byte[] start = read(file, 0, LONGEST_OPENING);
        int line = indexOf(start, '\n', 0);
        Optional<Opening> first = line < 0 ? Optional.empty() : Opening.read(Arrays.copyOf(start, line));
        LogEnd found = LogEnd.of(end, head.map(known -> known.stand().covers()));
        if (first.isEmpty() || found.last().isEmpty()) {
            return begun(breaks, "ends in lines that are of no chain");
        }
        return head.isPresent()
                ? beside(head.get(), first.get().log(), found, breaks)
                : new Resumption(
                        Opening.How.RESTARTED,
                        first.get().log(),
                        found.last().get(),
                        new Rest(found.half(), breaks, HEADLESS, ""));
    }

    private static Resumption beside(LogHead head, String log, LogEnd found, boolean breaks) {
        Link known = head.stand().covers();
        Link last = found.last().orElseThrow();
        if (!head.stand().log().equals(log)) {
            return begun(breaks, "has the head of another log");
        } else if (known.sequence() > last.sequence()) {
            Rest rest = new Rest(found.half(), breaks, known.sequence() - last.sequence(), "");
            return new Resumption(Opening.How.RESTARTED, log, known, rest);
        }
        if (!found.hasKnown()) {
            return begun(breaks, "does not end as its head knows it");
        }
        // closed in order: whoever opens it makes a head first that is not
        return head.stand().closed() && (!known.equals(last) || found.half().length > 0)
                ? begun(breaks, "has lines behind its end, which nobody opened")
                : new Resumption(Opening.How.RESTARTED, log, last, new Rest(found.half(), breaks, 0, ""));
    }

    private static byte[] read(FileChannel file, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most, file.size() - from));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // again, for a channel may give less than it has
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** What operators should know of it. */
    Optional<String> warning() {
        if (!why.isEmpty()) {
            return Optional.of(why + ", so another log begins there: set the file aside, and look who changed it");
        }
        if (headless) {
            return Optional.of(
                    "has no head beside it that can be read, so that nobody knows whether lines are missing at its end: look who"
                            + " removed it");
        }
        if (how == Opening.How.ROTATED) {
            return Optional.of("is empty, and its head knows of " + (last.sequence() + 1)
                    + " lines: where nobody set them aside, look who removed them");
        }
        return missing > 0
                ? Optional.of("lacks its last " + missing + " lines, as its head tells: look who removed them")
                : Optional.empty();
    }
}

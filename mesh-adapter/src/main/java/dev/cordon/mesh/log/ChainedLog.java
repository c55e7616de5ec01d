package dev.cordon.mesh.log;

import dev.cordon.chain.Checkpoint;
import dev.cordon.chain.Link;
import dev.cordon.chain.Opening;
import dev.cordon.chain.RecordChain;
import dev.cordon.chain.TornPart;
import dev.cordon.token.Signer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A log whose lines are chained, with checkpoints each second and after some thousand lines. It goes on where it was
 * left, in the same file or in the next. For one thread at a time; a write that fails loses lines and nothing else.
 */
public final class ChainedLog implements Closeable {

    private static final Duration BETWEEN_MARKS = Duration.ofSeconds(1);
    private static final int BUFFER = 128 * 1024;

    private final LogSettings settings;
    private final String id;
    private final Complaints complaints;
    private final Seal seal;
    private LogOutput out;

    /** The last line that is written whole. */
    private Link written;

    private RecordChain chain;
    /** What is written since that line. */
    private byte[] half;

    private boolean breaks;
    private long missing;
    /** How the next line opens the log; null where it is open. */
    private Opening.@Nullable How opening;
    /** The number of the last line of that opening, which is its checkpoint where the log is signed. */
    private long openedBy;

    private final StringBuilder lines = new StringBuilder(BUFFER);
    /** Where lines of others end in the buffer. */
    private final List<Integer> ends = new ArrayList<>();

    private long marked;
    private Instant markedAt = Instant.EPOCH;

    /** Whether the last checkpoint could not be signed: the next one waits its time. */
    private boolean unsigned;

    private ChainedLog(LogOutput out, Resumption from, LogSettings settings) {
        this.settings = settings;
        this.complaints = new Complaints(settings.notices());
        this.seal = new Seal(settings.signer(), complaints);
        this.out = out;
        this.id = from.log.isEmpty() ? settings.newId() : from.log;
        this.written = from.last;
        this.chain = new RecordChain(from.last);
        this.half = from.half();
        this.breaks = from.breaks;
        this.missing = from.missing;
        this.opening = from.how;
        this.marked = from.last.sequence();
    }

    /** A log of its own on a stream, which is closed with it. */
    public static ChainedLog on(WritableByteChannel stream, LogSettings settings) {
        return new ChainedLog(new StreamOutput(stream), Resumption.begun(), settings);
    }

    /** The same on a stream that takes all that it is given, or fails. */
    public static ChainedLog on(OutputStream stream, LogSettings settings) {
        return on(new StreamChannel(stream), settings);
    }

    /**
     * The log of that file. A damaged end is no reason not to serve: a log begins there, and whoever verifies the file
     * is told.
     *
     * @throws IOException where the file can't be written, or another process writes it
     */
    public static ChainedLog at(Path path, LogSettings settings) throws IOException {
        LogFile file = LogFile.open(path);
        try {
            Resumption from = Resumption.of(file.content(), file.head().read());
            from.warning().ifPresent(warning -> settings.notices().accept("log `" + path + "` " + warning));
            ChainedLog log = new ChainedLog(file, from, settings);
            log.reclaim();
            log.begin();
            log.flush();
            return log;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Before the first line: behind a head that is closed nobody believes one. */
    private void reclaim() {
        if (!written.equals(Link.START)) {
            seal.keep(out, new Checkpoint(id, written, settings.clock().instant(), false));
        }
    }

    /**
     * Takes a line, to be written with the next {@link #flush}.
     *
     * @param form appends a JSON object to a buffer that is empty or ends in a line feed, or nothing
     * @return false where it failed, which makes no line
     */
    public boolean append(Consumer<StringBuilder> form) {
        begin();
        int start = lines.length();
        try {
            form.accept(lines);
            if (lines.length() == start) {
                return true;
            }
            chain.append(lines, start);
        } catch (RuntimeException e) {
            // one record without a JSON form must end neither the log nor the call
            lines.setLength(start);
            return false;
        }
        ends.add(lines.append('\n').length());
        return true;
    }

    /** What comes before the first line of a batch. */
    private void begin() {
        if (!lines.isEmpty()) {
            return;
        }
        lines.append(breaks ? "\n" : "");
        if (opening == null) {
            return;
        }
        int last = half.length > 0 && half[half.length - 1] == '\n' ? half.length - 1 : half.length;
        Optional<TornPart> torn = last == 0 ? Optional.empty() : Optional.of(TornPart.of(Arrays.copyOf(half, last)));
        Opening.Details details = new Opening.Details(settings.signer().map(Signer::keyId), missing, torn);
        Instant now = settings.clock().instant();
        own(new Opening(id, opening, written.value(), now, details).toLine());
        // an opening counts only with a signature behind it, for anyone can write one
        sign(now, false);
        openedBy = chain.last().sequence();
    }

    private void sign(Instant now, boolean closed) {
        Checkpoint stand = new Checkpoint(id, chain.last(), now, closed);
        Optional<String> signed = seal.sign(stand);
        signed.ifPresent(text -> own(stand.toLine(text)));
        unsigned = signed.isEmpty() && settings.signer().isPresent();
    }

    private void own(String line) {
        int start = lines.length();
        lines.append(line);
        chain.append(lines, start);
        lines.append('\n');
    }

    /** Whether something should be written although nobody has a line. */
    public boolean isDue() {
        return isDue(settings.clock().instant());
    }

    private boolean isDue(Instant now) {
        long since = chain.last().sequence() - marked;
        boolean marks = out.hasHead() || settings.signer().isPresent();
        return marks
                && since > 0
                && (since >= Checkpoint.MOST_BETWEEN && !unsigned
                        || Duration.between(markedAt, now).abs().compareTo(BETWEEN_MARKS) >= 0);
    }

    /**
     * Writes what was taken.
     *
     * @return how many lines are lost
     */
    public int flush() {
        Instant now = settings.clock().instant();
        int lost = isDue(now) ? mark(now, false) : write();
        if (out.size() >= settings.largest()) {
            setAside(now);
        }
        return lost;
    }

    /** Writes with a checkpoint, and keeps the head. */
    private int mark(Instant now, boolean closed) {
        begin();
        long before = marked;
        if (closed || opening == null || chain.last().sequence() > openedBy) {
            sign(now, closed);
        }
        marked = unsigned ? before : chain.last().sequence();
        markedAt = now;
        int lost = write();
        if (chain.last().sequence() < marked) {
            marked = Math.min(before, chain.last().sequence());
        } else if (out.hasHead()) {
            seal.keep(out, new Checkpoint(id, written, now, closed));
        }
        return lost;
    }

    private int write() {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        int count = bytes.length == 0 ? 0 : out.write(bytes);
        int lost = 0;
        if (count < bytes.length) {
            lost = (int) ends.stream().filter(end -> end - 1 > count).count();
            recover(bytes, count);
        } else if (count > 0) {
            written = chain.last();
            half = new byte[0];
            breaks = false;
            opening = null;
            missing = 0;
        }
        lines.setLength(0);
        ends.clear();
        return lost;
    }

    /** After a part of a batch was written: the chain goes on from its last whole line. */
    private void recover(byte[] bytes, int count) {
        WrittenPart part = WrittenPart.of(bytes, count, half);
        if (part.last().isPresent()) {
            written = part.last().get();
            opening = written.sequence() < openedBy ? Opening.How.RECOVERED : null;
            missing = 0;
        }
        half = part.half();
        breaks = count > 0 ? bytes[count - 1] != '\n' : breaks;
        opening = half.length > 0 && opening == null ? Opening.How.RECOVERED : opening;
        chain = new RecordChain(written);
    }

    /** Goes on in a file of the same name where this one has another name now: someone rotates the log. */
    public void reopen() {
        if (out.isMoved()) {
            next();
        }
    }

    private void setAside(Instant now) {
        try {
            if (out.isMoved() || out.setAside(now)) {
                next();
            }
        } catch (IOException e) {
            complaints.tell("the log can't be set aside, and goes on in the same file: " + e.getMessage());
        }
    }

    private void next() {
        try {
            LogOutput following = out.next();
            mark(settings.clock().instant(), false);
            out.close();
            out = following;
            breaks = false;
            opening = Opening.How.ROTATED;
            mark(settings.clock().instant(), false);
        } catch (IOException e) {
            complaints.tell("the log can't be opened anew, and goes on in the old file: " + e.getMessage());
        }
    }

    /** Ends it in order, with a last checkpoint; where nothing was to be written, nothing is. */
    @Override
    public void close() throws IOException {
        if (!chain.last().equals(Link.START)) {
            mark(settings.clock().instant(), true);
        }
        out.close();
    }
}

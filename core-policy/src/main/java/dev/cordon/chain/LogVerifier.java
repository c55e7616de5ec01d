package dev.cordon.chain;

import dev.cordon.chain.Coverage.Finding;
import dev.cordon.chain.Fault.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the lines of a log one after the other, in constant memory, and tells the first that is not as it was
 * written. What it reads may be hostile: it never throws. For one thread.
 */
public final class LogVerifier {

    /** The value of a line that was not seen. */
    private static final String NOBODY_KNOWS = "-".repeat(Link.LENGTH);

    private final ChainHash hash = new ChainHash();
    private final TornLines torn = new TornLines();
    private final Coverage coverage;

    private Place here = new Place("", 0);
    /** Where the first line is that no checkpoint covers yet. */
    private Place uncovered = here;
    /** Where the log was opened, until another line than that follows. */
    private @Nullable Place opened;

    private long openedAt;

    private String log = "";
    private long first;
    private Link last = Link.START;
    private long count;
    private byte[] latest = {};
    private boolean ended = true;
    private @Nullable Fault fault;

    /** One that goes by that. */
    public LogVerifier(LogTrust trust) {
        this.coverage = new Coverage(trust);
    }

    /** A file begins; files come oldest first. */
    public void file(String name) {
        here = new Place(name, 0);
    }

    /**
     * Takes a line. After the first fault it only looks for the record that is missing.
     *
     * @param line without the line feed that ends it
     * @param end whether there was one
     */
    public void take(byte[] line, boolean end) {
        here = here.next();
        ended = end;
        Optional<ChainedLine> read = ChainedLine.read(line);
        if (fault != null) {
            lookFor(fault, read, line);
        } else if (read.isPresent()) {
            Optional<Opening> opening = Opening.read(line);
            if (log.isEmpty() ? begins(read.get(), opening, line) : goesOn(opening, line)) {
                follow(read.get(), opening, line);
            }
        } else if (!torn.take(line, here)) {
            fail(Kind.INSERTED, "this line is not of the log's chain: it was altered or inserted", line);
        }
    }

    /** Whether a fault was found: what follows is read only to say more of it. */
    public boolean hasFault() {
        return fault != null;
    }

    private boolean begins(ChainedLine read, Optional<Opening> opening, byte[] line) {
        if (!torn.is(opening.flatMap(told -> told.details().torn())) && isUnexplained()) {
            return false;
        }
        first = read.link().sequence();
        boolean begun = opening.isPresent() && opening.get().how() == Opening.How.BEGUN;
        boolean rotated = opening.isPresent() && opening.get().how() == Opening.How.ROTATED;
        if (begun) {
            first = 0;
        } else if (first > 0) {
            last = new Link(first - 1, rotated ? before(opening.get()) : NOBODY_KNOWS);
        }
        if (!begun && (!rotated || first == 0)) {
            return first == 0
                    ? fail(Kind.ALTERED, "line 0 is not as it was written", line)
                    : fail(Kind.START_CUT, "the log does not begin here: what came before this line is missing", line);
        }
        log = opening.get().log();
        uncovered = here;
        return true;
    }

    /** A file that goes on from a line must tell its value. */
    private static String before(Opening opening) {
        return opening.after().isEmpty() ? NOBODY_KNOWS : opening.after();
    }

    private boolean goesOn(Optional<Opening> opening, byte[] line) {
        if (opening.isEmpty()) {
            return true;
        }
        if (opening.get().how() == Opening.How.BEGUN || !opening.get().log().equals(log)) {
            return fail(Kind.ANOTHER_LOG, "another log begins here, where line " + due() + " of this one is due", line);
        }
        return true;
    }

    /** Whether something lies before this line that only an opening could explain. */
    private boolean isUnexplained() {
        Place place = torn.unexplained();
        if (place == null) {
            return false;
        }
        here = place;
        fail(Kind.INSERTED, "this line is not of the log's chain: it was altered or inserted", latest);
        return true;
    }

    private void follow(ChainedLine read, Optional<Opening> opening, byte[] line) {
        String value = hash.next(last.value(), line, read.covered());
        if (read.link().sequence() != due() || !value.equals(read.link().value())) {
            boolean told =
                    opening.isPresent() && torn.is(opening.get().details().torn());
            if (told || read.link().sequence() == due() || !isUnexplained()) {
                misfit(read.link(), opening, line);
            }
        } else if (isSound(opening, line)
                && (count > 0 || counts(coverage.reached(log, last), line))
                && counts(coverage.take(line, opening, log, last), line)) {
            last = read.link();
            latest = line;
            count++;
            opened(opening.isPresent());
            uncovered = coverage.signed().after() == 0 ? here : uncovered;
            counts(coverage.reached(log, last), line);
        }
    }

    private void opened(boolean opens) {
        if (!opens) {
            opened = null;
        } else if (opened == null) {
            opened = here;
            openedAt = last.sequence();
        }
    }

    private boolean isSound(Optional<Opening> opening, byte[] line) {
        // of the first line, it may lie in a file before
        boolean before = count == 0 && torn.unexplained() == null;
        if (!torn.explain(opening.flatMap(told -> told.details().torn())) && !before) {
            return !isUnexplained() && fail(Kind.REMOVED, "the half line before this one is not here any more", line);
        }
        if (coverage.isSigned()
                && opening.filter(told -> told.details().keyId().isEmpty()).isPresent()) {
            return fail(Kind.UNSIGNED, "from here on nobody signed the log", line);
        }
        return true;
    }

    private long due() {
        return last.sequence() + 1;
    }

    private void misfit(Link found, Optional<Opening> opening, byte[] line) {
        long due = due();
        if (found.sequence() > due) {
            long until = found.sequence() - 1;
            String gone = until == due ? "line " + due + " is" : "lines " + due + " to " + until + " are";
            boolean known = opening.isPresent() && opening.get().details().missing() > 0;
            fail(
                    Kind.REMOVED,
                    gone + " not here, where line " + found.sequence() + " stands"
                            + (known ? "; the log tells that they were gone when it was opened again" : ""),
                    line);
        } else if (found.sequence() < due) {
            fail(
                    Kind.INSERTED,
                    "line " + found.sequence() + " stands here, where line " + due + " is due: inserted, or moved",
                    line);
        } else {
            fail(Kind.ALTERED, "line " + due + " is not as it was written", line);
        }
    }

    /** What checkpoints and head refuse may lie in any line since the last one that held. */
    private boolean counts(Optional<Finding> finding, byte[] line) {
        if (finding.isEmpty()) {
            return true;
        }
        Finding found = finding.get();
        long from = coverage.signed().last().isEmpty() ? first : coverage.covered() + 1;
        boolean since = from < due() && (found.kind() == Kind.ALTERED || found.kind() == Kind.UNSIGNED);
        if (found.kind() == Kind.UNSIGNED && opened != null) {
            fault = new Fault(found.kind(), opened, openedAt, time(line), found.why());
            return false;
        }
        fault = new Fault(
                found.kind(),
                since ? uncovered : here,
                since ? from : due(),
                time(line),
                found.why() + (since ? ", lines " + from + " to " + last.sequence() : ""));
        return false;
    }

    private boolean fail(Kind kind, String what, byte[] line) {
        fault = new Fault(kind, here, due(), time(line), what);
        return false;
    }

    private Optional<Instant> time(byte[] line) {
        return timeIn(line).or(() -> timeIn(latest));
    }

    private static Optional<Instant> timeIn(byte[] line) {
        try {
            return LogFields.of(line).optionalText("time").map(Instant::parse);
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private void lookFor(Fault missing, Optional<ChainedLine> read, byte[] line) {
        if (missing.kind() == Kind.REMOVED
                && read.isPresent()
                && read.get().link().sequence() == missing.sequence()
                && hash.next(last.value(), line, read.get().covered())
                        .equals(read.get().link().value())) {
            fault = missing.at(Kind.REORDERED, "; it is at line " + here.line() + " of `" + here.file() + "`");
        }
    }

    /** All lines were taken. */
    public Verdict end() {
        boolean ending = fault == null && torn.isOne() && !ended && coverage.due() >= 0 && !log.isEmpty();
        if (fault == null && !ending) {
            endsTorn();
        }
        if (fault == null && log.isEmpty()) {
            fail(Kind.START_CUT, "there is no line", latest);
        }
        if (fault == null) {
            coverage.head(log).ifPresent(found -> fail(found.kind(), found.why(), latest));
        }
        if (fault == null && coverage.due() > last.sequence()) {
            here = ending ? here : here.next();
            fail(
                    Kind.TRUNCATED,
                    "the log ends here, and its head knows of " + (coverage.due() - last.sequence()) + " more lines",
                    latest);
        }
        if (fault == null && coverage.isSigned() && coverage.signed().last().isEmpty()) {
            fault = new Fault(Kind.UNSIGNED, uncovered, first, time(latest), "no line of the log is signed");
        }
        Verdict.Notes notes =
                new Verdict.Notes(torn.parts(), ending, coverage.takenOver(), coverage.comparedWithHead());
        return new Verdict(
                log, new Verdict.Lines(first, last, count), coverage.signed(), notes, Optional.ofNullable(fault));
    }

    private void endsTorn() {
        if (torn.isOne() && !ended && !log.isEmpty()) {
            fail(Kind.TRUNCATED, "the last line is cut off", latest);
        } else {
            isUnexplained();
        }
    }
}

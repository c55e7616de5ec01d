package dev.cordon.chain;

import dev.cordon.token.JsonWebKeys;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What signatures and the head say of a log, as its lines go by. For one thread. */
final class Coverage {

    /** So many lines without a checkpoint are too many: a batch comes with the last before it is due. */
    private static final long TOO_MANY = 2L * Checkpoint.MOST_BETWEEN;

    private final LogTrust trust;
    private long checkpoints;
    private @Nullable Checkpoint last;
    private long after;
    /** Whether the log was opened, and no checkpoint followed yet. */
    private boolean opened;

    private long takenOver;
    private @Nullable Instant comparedWithHead;

    Coverage(LogTrust trust) {
        this.trust = trust;
    }

    /** Whether signatures are looked at. */
    boolean isSigned() {
        return trust.keys().isPresent();
    }

    /**
     * Takes a line that fits the chain.
     *
     * @param opening what it is, where it opens the log
     * @param before where the chain stood before it
     * @return why it does not count; empty where it does
     */
    Optional<Finding> take(byte[] line, Optional<Opening> opening, String log, Link before) {
        Optional<String> signed = Checkpoint.in(line);
        if (signed.isEmpty()) {
            return isSigned() ? unsigned(opening) : next(opening);
        }
        checkpoints++;
        after = 0;
        opened = false;
        return isSigned() ? verify(signed.get(), log, before) : Optional.empty();
    }

    private Optional<Finding> next(Optional<Opening> opening) {
        boolean restarted =
                opening.filter(told -> told.how() == Opening.How.RESTARTED).isPresent();
        takenOver += restarted ? after : 0;
        opened |= opening.isPresent();
        after++;
        return Optional.empty();
    }

    /**
     * Who has no key can add lines to a log that nobody writes, and give them any form. So none counts behind a log
     * that was closed, and no opening without the signature of who opened it.
     */
    private Optional<Finding> unsigned(Optional<Opening> opening) {
        if (opening.isEmpty() && opened) {
            return found(
                    Fault.Kind.UNSIGNED,
                    "the log was opened here, and no checkpoint follows that tells by whom: nobody signed it, or"
                            + " somebody added this");
        } else if (opening.isEmpty() && after == 0 && last != null && last.closed()) {
            return found(
                    Fault.Kind.INSERTED, "the log was closed before this line, which was added without opening it");
        }
        next(opening);
        return after > TOO_MANY
                ? found(Fault.Kind.UNSIGNED, "no checkpoint follows within " + TOO_MANY + " lines")
                : Optional.empty();
    }

    private static Optional<Finding> found(Fault.Kind kind, String why) {
        return Optional.of(new Finding(kind, why));
    }

    /** What does not count, and why. */
    record Finding(Fault.Kind kind, String why) {}

    private Optional<Finding> verify(String signed, String log, Link before) {
        Optional<Checkpoint> opened = open(signed);
        if (opened.isEmpty()) {
            return found(Fault.Kind.SIGNATURE, "the checkpoint is not signed by a key that may sign");
        }
        if (!opened.get().log().equals(log) || !opened.get().covers().equals(before)) {
            return found(
                    Fault.Kind.ALTERED,
                    "the signed checkpoint is for other lines: a line since the one before was altered and the chain"
                            + " made anew");
        }
        last = opened.get();
        return Optional.empty();
    }

    private Optional<Checkpoint> open(String signed) {
        JsonWebKeys keys = trust.keys().orElseThrow();
        return Checkpoint.open(signed, keys, trust.signatures());
    }

    /** Why the head does not count at all; empty where it does, or there is none. */
    Optional<Finding> head(String log) {
        if (trust.head().isEmpty()) {
            return Optional.empty();
        }
        LogHead head = trust.head().get();
        if (isSigned() && !head.signed().flatMap(this::open).equals(Optional.of(head.stand()))) {
            return found(Fault.Kind.SIGNATURE, "the head is not signed by a key that may sign");
        }
        return head.stand().log().equals(log)
                ? Optional.empty()
                : found(Fault.Kind.ANOTHER_LOG, "the head is of another log");
    }

    /** Compares with the head where the chain stands there. */
    Optional<Finding> reached(String log, Link stand) {
        if (trust.head().isEmpty()) {
            return Optional.empty();
        }
        Checkpoint known = trust.head().get().stand();
        if (known.covers().sequence() != stand.sequence() || !known.log().equals(log)) {
            return Optional.empty();
        }
        if (!known.covers().equals(stand)) {
            return found(
                    Fault.Kind.ALTERED,
                    "the head knows another line here: a line before was altered and the chain made anew");
        }
        comparedWithHead = known.time();
        return Optional.empty();
    }

    /** The last line that must be there, as the head says; -1 where nobody says. */
    long due() {
        return trust.head().map(head -> head.stand().covers().sequence()).orElse(-1L);
    }

    /** The number of the last line that a verified signature covers; -1 where there is none. */
    long covered() {
        return last == null ? -1 : last.covers().sequence();
    }

    /** How many lines no checkpoint covered when the log was opened anew after them. */
    long takenOver() {
        return takenOver;
    }

    Optional<Instant> comparedWithHead() {
        return Optional.ofNullable(comparedWithHead);
    }

    Verdict.Signed signed() {
        return new Verdict.Signed(checkpoints, Optional.ofNullable(last), after);
    }
}

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
     * @param before where the chain stood before it
     * @return why it does not count; empty where it does
     */
    Optional<Finding> take(byte[] line, String log, Link before) {
        Optional<String> signed = Checkpoint.in(line);
        if (signed.isEmpty()) {
            after++;
            return isSigned() && after > TOO_MANY
                    ? Optional.of(
                            new Finding(Fault.Kind.UNSIGNED, "no checkpoint follows within " + TOO_MANY + " lines"))
                    : Optional.empty();
        }
        checkpoints++;
        after = 0;
        return isSigned() ? verify(signed.get(), log, before) : Optional.empty();
    }

    /** What does not count, and why. */
    record Finding(Fault.Kind kind, String why) {}

    private Optional<Finding> verify(String signed, String log, Link before) {
        Optional<Checkpoint> opened = open(signed);
        if (opened.isEmpty()) {
            return Optional.of(
                    new Finding(Fault.Kind.SIGNATURE, "the checkpoint is not signed by a key that may sign"));
        }
        if (!opened.get().log().equals(log) || !opened.get().covers().equals(before)) {
            return Optional.of(new Finding(
                    Fault.Kind.ALTERED,
                    "the signed checkpoint is for other lines: a line since the one before was altered and the chain"
                            + " made anew"));
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
            return Optional.of(new Finding(Fault.Kind.SIGNATURE, "the head is not signed by a key that may sign"));
        }
        return head.stand().log().equals(log)
                ? Optional.empty()
                : Optional.of(new Finding(Fault.Kind.ANOTHER_LOG, "the head is of another log"));
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
            return Optional.of(new Finding(
                    Fault.Kind.ALTERED,
                    "the head knows another line here: a line before was altered and the chain made anew"));
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

    Optional<Instant> comparedWithHead() {
        return Optional.ofNullable(comparedWithHead);
    }

    Verdict.Signed signed() {
        return new Verdict.Signed(checkpoints, Optional.ofNullable(last), after);
    }
}

package dev.cordon.aws.store.table;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of one entry, or a look at it, if it is as the writer knows it.
 *
 * @param key which one
 * @param deed what is done
 * @param text what it says from then on; empty where it is not put
 * @param condition what must hold before
 * @param known the text that {@link Condition#SAME} wants
 * @param expires the second from which on DynamoDB may forget it; empty to keep it
 */
record Change(
        Key key, Deed deed, Optional<String> text, Condition condition, Optional<String> known, OptionalLong expires) {

    /** What is done. */
    enum Deed {
        PUT,
        REMOVE,
        LOOK,
        /** Of a number of the head: it has the text as its value from then on. */
        RAISE
    }

    /** What must hold before. */
    enum Condition {
        NONE,
        ABSENT,
        SAME
    }

    static Change put(Key key, String text) {
        return new Change(key, Deed.PUT, Optional.of(text), Condition.NONE, Optional.empty(), OptionalLong.empty());
    }

    static Change remove(Key key) {
        return new Change(key, Deed.REMOVE, Optional.empty(), Condition.NONE, Optional.empty(), OptionalLong.empty());
    }

    /** Changes nothing; what else is written at once is written only where this entry is still as it was. */
    static Change look(Key key, Optional<String> known) {
        return new Change(key, Deed.LOOK, Optional.empty(), Condition.NONE, Optional.empty(), OptionalLong.empty())
                .ifStill(known);
    }

    /** A number of the head, which lies in a table of its own. */
    static Change raise(String number, long to) {
        return new Change(
                new Key("head", number),
                Deed.RAISE,
                Optional.of(Long.toString(to)),
                Condition.NONE,
                Optional.empty(),
                OptionalLong.empty());
    }

    /** The same, only where the entry is as it was read: that text, or none. */
    Change ifStill(Optional<String> read) {
        return new Change(key, deed, text, read.isPresent() ? Condition.SAME : Condition.ABSENT, read, expires);
    }

    /** The same, and DynamoDB may forget it from a second on. */
    Change until(long second) {
        return new Change(key, deed, text, condition, known, OptionalLong.of(second));
    }
}

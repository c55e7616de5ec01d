package dev.cordon.aws.store.table;

import java.util.function.ToLongFunction;

/** What was read last: an earlier revision never takes the place of a later one. Safe for use by many threads. */
final class Latest<T> {

    private final ToLongFunction<T> revision;
    private T value;

    Latest(T first, ToLongFunction<T> revision) {
        this.value = first;
        this.revision = revision;
    }

    synchronized T get() {
        return value;
    }

    /** Keeps what was read, unless somebody else read a later one. */
    synchronized T keep(T read) {
        if (revision.applyAsLong(read) >= revision.applyAsLong(value)) {
            value = read;
        }
        return value;
    }
}

package dev.cordon.lifecycle;

import java.util.Locale;

/** What became of an event. */
public enum Disposition {
    /** It is written what follows from it. */
    TAKEN,
    /** It was known, or something later is: nothing follows from it. */
    STALE,
    /** It tells of a service that was retired, or nothing of one that nobody told of. */
    NOT_THERE,
    /** It is about another environment than this one. */
    OTHER_ENVIRONMENT,
    /** Whoever sent it is not believed. */
    UNTRUSTED_SOURCE,
    /** It says that it happened in the future, where it would outdo all that does happen. */
    FROM_THE_FUTURE;

    /** Whether whoever sent it must be told that it is not taken, and never will be. */
    public boolean isRefused() {
        return this == UNTRUSTED_SOURCE || this == FROM_THE_FUTURE;
    }

    /** The word for it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

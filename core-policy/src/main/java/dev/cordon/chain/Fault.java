package dev.cordon.chain;

import java.time.Instant;
import java.util.Optional;

/**
 * The first thing that is wrong with a log. Immutable.
 *
 * @param kind what kind of thing
 * @param place where it is seen
 * @param sequence the number of the first record that is not as it was written
 * @param time the time that the line there tells, or the line before it
 * @param what what is wrong, in a line
 */
public record Fault(Kind kind, Place place, long sequence, Optional<Instant> time, String what) {

    /** What can be wrong. */
    public enum Kind {
        /** A line is not the one that was written. */
        ALTERED("compare it with a copy of the log that was kept elsewhere; what follows it may be altered, too"),
        /** A line that belongs here is not there. */
        REMOVED("look for it in a copy of the log that was kept elsewhere"),
        /** A line that belongs here is further down. */
        REORDERED("if these are several files, name them oldest first; else compare with a copy kept elsewhere"),
        /** A line is here that does not belong here. */
        INSERTED("compare with a copy of the log that was kept elsewhere; if files overlap, name each once"),
        /** The log does not begin where a file begins. */
        START_CUT("name the files before this one, oldest first; if there are none, the beginning was cut off"),
        /** The log ends before it should. */
        TRUNCATED("look for the rest in a copy of the log that was kept elsewhere"),
        /** The lines are of different logs. */
        ANOTHER_LOG("verify each log by itself; a log that begins anew lost its place, or was replaced"),
        /** A signature does not hold, or is for other records. */
        SIGNATURE("see that `--log-key` has every key that signed this log; else the log was made by another"),
        /** Nobody signed what should be signed. */
        UNSIGNED("verify what was written without a key by itself, without `--log-key`; else signatures were removed");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** What to do. */
        public String advice() {
            return advice;
        }
    }

    Fault at(Kind other, String more) {
        return new Fault(other, place, sequence, time, what + more);
    }
}

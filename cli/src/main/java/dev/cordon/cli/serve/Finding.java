package dev.cordon.cli.serve;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param what the thing
 * @param status how it is
 * @param found what was found
 * @param advice what to do; empty where there is nothing to do
 */
record Finding(String what, Status status, String found, String advice) {

    /** How a thing is. */
    enum Status {
        /** As it should be. */
        OK,
        /** Cordon works, and something should be better. */
        WARN,
        /** Cordon can't do its work. */
        FAIL;

        /** As it is shown. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is not as it should be comes with advice. */
    Finding {
        if (advice.isEmpty() != (status == Status.OK)) {
            throw new IllegalArgumentException("advice is for what should be better: `" + what + "`");
        }
    }

    static Finding ok(String what, String found) {
        return new Finding(what, Status.OK, found, "");
    }

    static Finding warn(String what, String found, String advice) {
        return new Finding(what, Status.WARN, found, advice);
    }

    static Finding fail(String what, String found, String advice) {
        return new Finding(what, Status.FAIL, found, advice);
    }
}

package dev.cordon.theft;

import dev.cordon.decision.Reason;

/**
 * A call that differs from a valid one in one aspect.
 *
 * @param aspect what is changed
 * @param detail which of the changes of that aspect it is
 * @param expected why it must be denied, by the order of docs/decision.md
 */
record Change(Aspect aspect, String detail, Reason expected, Attempt attempt) {

    @Override
    public String toString() {
        return aspect + " " + detail;
    }
}

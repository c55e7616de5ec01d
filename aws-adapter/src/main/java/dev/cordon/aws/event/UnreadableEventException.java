package dev.cordon.aws.event;

/** An event lacks what a decision needs, or contradicts itself. It is part of the normal course: no stack trace. */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param why what is missing or contradicts itself, in a lowercase line for operators, without secrets */
    public UnreadableEventException(String why) {
        super(why, null, false, false);
    }

    /** What is missing or contradicts itself. */
    public String why() {
        return String.valueOf(getMessage());
    }
}

package dev.cordon.aws.rotation;

/**
 * A step of a rotation can't be done now: the invocation must fail, and Secrets Manager tries again, or shows that the
 * rotation failed. It is part of the normal course: no stack trace.
 */
public final class RotationRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param why and what to do, in one line without secrets */
    public RotationRefusedException(String why) {
        super(why, null, false, false);
    }

    /** Why, and what to do. */
    public String why() {
        return String.valueOf(getMessage());
    }
}

package dev.cordon.aws.host;

/**
 * Lets an invocation fail, so that what invoked the function sends it again. It has no stack trace, which Lambda would
 * log.
 */
final class FailedInvocationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why in one line, without anything secret */
    FailedInvocationException(String why) {
        super(why, null, false, false);
    }
}

package dev.cordon.aws.store.identity;

/** An assertion is none, or not meant for this server. It is part of the normal course: no stack trace. */
final class InvalidAssertionException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param why in a lowercase line for operators, with nothing of the assertion */
    InvalidAssertionException(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}

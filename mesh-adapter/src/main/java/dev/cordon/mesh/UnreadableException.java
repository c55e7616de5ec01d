package dev.cordon.mesh;

/** Why a question can't be read: always caught where questions are read, so it needs no stack trace. */
final class UnreadableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param why in a lowercase line for operators, without secrets */
    UnreadableException(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}

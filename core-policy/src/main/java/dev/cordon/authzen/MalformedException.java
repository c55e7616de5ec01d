package dev.cordon.authzen;

/** A request, or one evaluation of it, is not as the standard says, or names what is not known here. */
final class MalformedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String why;

    /** @param why what is wrong and what to write, in a lowercase line that quotes no value of the request */
    MalformedException(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}

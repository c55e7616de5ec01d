package dev.cordon.administration;

/** As things are, what was asked can't be done, and nothing was changed. The message says why and what to do. */
public final class AdministrationRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message why, and what to do, in one line without secrets */
    public AdministrationRefusedException(String message) {
        super(message);
    }
}

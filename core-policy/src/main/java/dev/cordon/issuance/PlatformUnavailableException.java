package dev.cordon.issuance;

/** A platform does not answer whom it vouches for; nobody may be let in. */
public final class PlatformUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what failed and what to do, in one line without secrets */
    public PlatformUnavailableException(String message) {
        super(message);
    }

    /** The same with what led to it. */
    public PlatformUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}

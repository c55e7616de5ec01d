package dev.cordon.document;

/** A bundle must not be used. The message says why and what to do, in one line. */
public final class BundleRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final BundleRefusal refusal;

    BundleRefusedException(BundleRefusal refusal, String message) {
        super(message);
        this.refusal = refusal;
    }

    /** Why. */
    public BundleRefusal refusal() {
        return refusal;
    }
}

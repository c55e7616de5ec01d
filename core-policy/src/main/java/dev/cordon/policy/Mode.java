package dev.cordon.policy;

/** Whether a flow's conditions are enforced. */
public enum Mode {
    /** A failed condition denies. */
    ENFORCE("enforce"),
    /** A failed condition is recorded and does not deny; nothing else is softened. */
    SHADOW("shadow");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}

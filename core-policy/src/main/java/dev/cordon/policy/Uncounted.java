package dev.cordon.policy;

/** What becomes of the rate-limited calls of a segment's services when the counter store does not answer. */
public enum Uncounted {
    /** They are denied. */
    DENY("deny"),
    /** Each enforcement point counts for itself, by the same limits: all of them together let through more. */
    LOCAL("local"),
    /** They go on as if there were no limit. Not for restricted segments. */
    ALLOW("allow");

    private final String text;

    Uncounted(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}

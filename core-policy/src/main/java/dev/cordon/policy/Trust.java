package dev.cordon.policy;

/** How far a segment is trusted, and so how strict its defaults are. */
public enum Trust {
    /** Reached from anywhere, such as a storefront. */
    PUBLIC("public"),
    /** Run by somebody else under contract. */
    PARTNER("partner"),
    /** Run by the policy's owner. */
    INTERNAL("internal"),
    /** Holds what must not leak; bearer tokens are refused unless the policy says otherwise. */
    RESTRICTED("restricted");

    private final String text;

    Trust(String text) {
        this.text = text;
    }

    /** The word of policy documents. */
    @Override
    public String toString() {
        return text;
    }
}

package dev.cordon.policy;

/**
 * The policy's own short name of a token issuer (its {@code iss} is in {@link Issuer}).
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record IssuerName(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public IssuerName {
        Names.require("issuer", text);
    }

    /** Whether {@code text} may be such a name. */
    public static boolean isValid(String text) {
        return Names.isValid(text);
    }

    /** By hand, like the hash: a record's own are spun at run time, which costs a process that has just started. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IssuerName that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

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

    @Override
    public String toString() {
        return text;
    }
}

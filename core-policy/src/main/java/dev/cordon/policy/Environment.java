package dev.cordon.policy;

/**
 * An environment in which the policy runs, such as {@code production}; a bundle is made for exactly one.
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record Environment(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public Environment {
        Names.require("environment", text);
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

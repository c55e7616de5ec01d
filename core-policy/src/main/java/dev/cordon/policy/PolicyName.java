package dev.cordon.policy;

/**
 * The name of a policy; a bundle of one policy never replaces a bundle of another.
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record PolicyName(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public PolicyName {
        Names.require("policy", text);
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

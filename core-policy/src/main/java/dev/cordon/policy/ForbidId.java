package dev.cordon.policy;

/**
 * The id of a forbid rule.
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record ForbidId(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public ForbidId {
        Names.require("forbid", text);
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

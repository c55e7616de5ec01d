package dev.cordon.policy;

/**
 * The name of an enforcement point that asks for decisions.
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record EnforcementPointName(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public EnforcementPointName {
        Names.require("enforcement point", text);
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

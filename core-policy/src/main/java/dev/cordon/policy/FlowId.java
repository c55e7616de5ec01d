package dev.cordon.policy;

/**
 * The id of a flow: what a token's purpose names.
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record FlowId(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public FlowId {
        Names.require("flow", text);
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

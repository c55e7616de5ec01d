package dev.cordon.policy;

/**
 * The name of a service; segments and services share one namespace.
 *
 * @param text up to 63 lowercase letters, digits, {@code .}, {@code _}, {@code -}
 */
public record ServiceName(String text) {

    /** @throws IllegalArgumentException where the text is no name */
    public ServiceName {
        Names.require("service", text);
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

package dev.cordon.policy;

/**
 * One OAuth 2 scope token (RFC 6749 §3.3).
 *
 * @param text printable ASCII without space, {@code "} and {@code \}
 */
public record Scope(String text) {

    private static final int LONGEST = 128;

    /** @throws IllegalArgumentException where the text is no scope token */
    public Scope {
        if (!isValid(text)) {
            throw new IllegalArgumentException(
                    "`" + text + "` is no scope: use printable ASCII without space, quote or backslash");
        }
    }

    /** Whether {@code text} is a scope token of at most 128 characters. */
    public static boolean isValid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7F || c == '"' || c == '\\') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    /** By hand, like the hash: a record's own are spun at run time, which costs a process that has just started. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Scope that && text.equals(that.text);
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

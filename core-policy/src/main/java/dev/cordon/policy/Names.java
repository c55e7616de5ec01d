package dev.cordon.policy;

/** The one spelling rule of all names: lowercase letters, digits and {@code . _ -}, starting with a letter or digit. */
final class Names {

    static final int LONGEST = 63;

    private Names() {}

    /** By hand, for a large policy has hundreds of thousands of names and a process may have just started. */
    static boolean isValid(String text) {
        int length = text.length();
        if (length == 0 || length > LONGEST || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** An ASCII lowercase letter or digit. */
    static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    static String require(String kind, String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("`" + text + "` is no " + kind + " name: use up to " + LONGEST
                    + " lowercase letters, digits, `.`, `_`, `-`, starting with a letter or digit");
        }
        return text;
    }
}

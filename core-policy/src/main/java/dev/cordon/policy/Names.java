package dev.cordon.policy;

import java.util.regex.Pattern;

/** The one spelling rule of all names: lowercase letters, digits and {@code . _ -}, starting with a letter or digit. */
final class Names {

    static final int LONGEST = 63;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0," + (LONGEST - 1) + "}");

    private Names() {}

    static boolean isValid(String text) {
        return NAME.matcher(text).matches();
    }

    static String require(String kind, String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("`" + text + "` is no " + kind + " name: use up to " + LONGEST
                    + " lowercase letters, digits, `.`, `_`, `-`, starting with a letter or digit");
        }
        return text;
    }
}

package dev.cordon.policy;

import java.util.Locale;
import java.util.Set;

/** Text as YAML writes it within a line: plain where it can't be taken for anything else, else in double quotes. */
final class ScalarText {

    /**
     * In any case of letters; the last six are refused in a policy without quotes, for YAML 1.1 has them as booleans.
     */
    private static final Set<String> NO_TEXT = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

    private ScalarText() {}

    /**
     * The scalar, in printable ASCII without a backtick; {@code ...} behind its quotes tells that it is cut.
     *
     * @param longest how many characters it may have within its quotes
     */
    static String of(String text, int longest) {
        if (text.length() <= longest && isPlain(text)) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String next = escaped(text.codePointAt(i));
            // the opening quote does not count
            if (quoted.length() - 1 + next.length() > longest) {
                return quoted.append("\"...").toString();
            }
            quoted.append(next);
        }
        return quoted.append('"').toString();
    }

    /** What starts with a letter is no number, and neither is a block of addresses. */
    private static boolean isPlain(String text) {
        if (text.isEmpty() || !Names.isLetterOrDigit(lower(text.charAt(0)))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Names.isLetterOrDigit(lower(c)) && "._/+-".indexOf(c) < 0) {
                return false;
            }
        }
        boolean letter = text.charAt(0) > '9';
        return letter ? !NO_TEXT.contains(text.toLowerCase(Locale.ROOT)) : text.indexOf('/') > 0;
    }

    /** Of ASCII alone: no other character may pass for a letter. */
    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c;
    }

    /** Escapes tell apart what looks alike, or can't be seen, wherever the line is shown. */
    private static String escaped(int point) {
        if (point == '"' || point == '\\') {
            return "\\" + (char) point;
        } else if (point >= ' ' && point < 0x7F && point != '`') {
            return Character.toString(point);
        }
        return String.format(Locale.ROOT, point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
    }
}

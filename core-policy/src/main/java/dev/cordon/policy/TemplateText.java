package dev.cordon.policy;

/** What may stand in a path template. Checked by hand: a large policy has as many templates as operations. */
final class TemplateText {

    private static final String PUNCTUATION = "._~!$&'()+,=:@-";

    private TemplateText() {}

    /** What is wrong with a template of these segments; empty where nothing is. */
    static String problem(String text, String[] parts) {
        if (!text.startsWith("/")) {
            return "path `" + text + "` must start with `/`";
        }
        if (text.length() > PathTemplate.LONGEST) {
            return "the path is longer than " + PathTemplate.LONGEST + " characters";
        }
        int last = parts.length - 1;
        for (int i = 0; i <= last; i++) {
            String part = parts[i];
            if (part.isEmpty() && i < last) {
                return "path `" + text + "` has an empty segment: write one `/`";
            }
            if (!part.isEmpty() && !isParameter(part)) {
                String wrong = literalProblem(part);
                if (!wrong.isEmpty()) {
                    return "path `" + text + "`: " + wrong;
                }
            }
        }
        return "";
    }

    private static String literalProblem(String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            return "a parameter must be a whole segment, such as `{id}`";
        }
        if (part.equals(".") || part.equals("..")) {
            return "dot segments can't be matched";
        }
        return isLiteral(part) ? "" : "segment `" + part + "` has a character that no path segment has";
    }

    /** A name in braces that starts with a letter or underscore. */
    private static boolean isParameter(String part) {
        int end = part.length() - 1;
        if (end < 2 || part.charAt(0) != '{' || part.charAt(end) != '}') {
            return false;
        }
        for (int i = 1; i < end; i++) {
            char c = part.charAt(i);
            boolean inner = c >= '0' && c <= '9' || c == '.' || c == '-';
            if (!isLetter(c) && c != '_' && (i == 1 || !inner)) {
                return false;
            }
        }
        return true;
    }

    /** Path characters of RFC 3986 without {@code ;} and {@code *}, and escapes in uppercase. */
    private static boolean isLiteral(String part) {
        int i = 0;
        while (i < part.length()) {
            char c = part.charAt(i);
            if (c == '%' && i + 2 < part.length() && isHex(part.charAt(i + 1)) && isHex(part.charAt(i + 2))) {
                i += 3;
            } else if (isLetter(c) || c >= '0' && c <= '9' || PUNCTUATION.indexOf(c) >= 0) {
                i++;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'F';
    }
}

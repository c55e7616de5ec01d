package dev.cordon.cli.yaml;

/**
 * What a scalar is under the core schema of YAML 1.2 (§10.3.2). Unlike in YAML 1.1, {@code yes} and {@code no} are
 * text.
 */
public enum ScalarKind {
    /** Text: whatever is quoted, and whatever is nothing else. */
    TEXT("the text"),
    /** A whole number in decimal. */
    WHOLE("the number"),
    /** Any other number: fractions, exponents, octal ({@code 0o17}), hexadecimal. */
    NUMBER("the number"),
    /** {@code true} or {@code false}. */
    FLAG("the boolean"),
    /** {@code null}, {@code ~} or no text at all. */
    NOTHING("empty");

    private final String words;

    ScalarKind(String words) {
        this.words = words;
    }

    String described(String text) {
        return this == NOTHING ? words : words + " `" + Excerpt.of(text) + "`";
    }

    /** What an unquoted scalar is. */
    static ScalarKind ofPlain(String text) {
        return switch (text) {
            case "", "~", "null", "Null", "NULL" -> NOTHING;
            case "true", "True", "TRUE", "false", "False", "FALSE" -> FLAG;
            case ".nan", ".NaN", ".NAN" -> NUMBER;
            default -> numeric(text);
        };
    }

    private static ScalarKind numeric(String text) {
        if (digits(text, 2, text.length(), 8) && text.startsWith("0o")
                || digits(text, 2, text.length(), 16) && text.startsWith("0x")) {
            return NUMBER;
        }
        int start = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
        if (digits(text, start, text.length(), 10)) {
            return WHOLE;
        }
        String unsigned = text.substring(start);
        boolean infinite = unsigned.equals(".inf") || unsigned.equals(".Inf") || unsigned.equals(".INF");
        return infinite || isFraction(unsigned) ? NUMBER : TEXT;
    }

    /** {@code ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?}. */
    private static boolean isFraction(String text) {
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponent >= 0) {
            boolean signed = exponent + 1 < text.length()
                    && (text.charAt(exponent + 1) == '-' || text.charAt(exponent + 1) == '+');
            if (!digits(text, exponent + (signed ? 2 : 1), text.length(), 10)) {
                return false;
            }
        }
        int end = exponent < 0 ? text.length() : exponent;
        int dot = text.indexOf('.');
        if (dot < 0 || dot > end) {
            return digits(text, 0, end, 10);
        }
        boolean before = dot > 0 && digits(text, 0, dot, 10);
        boolean after = digits(text, dot + 1, end, 10);
        return before && (after || dot + 1 == end) || dot == 0 && after;
    }

    private static boolean digits(String text, int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c > 0x7F || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return from < to;
    }
}

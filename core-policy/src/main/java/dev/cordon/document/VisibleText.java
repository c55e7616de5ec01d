package dev.cordon.document;

/**
 * Text that people read in terminals and logs, where it quotes what somebody else wrote: one line, in which nothing
 * moves the cursor, changes colours, turns the direction of reading or can't be seen (Unicode TR 36 §3).
 */
public final class VisibleText {

    private VisibleText() {}

    /** The text, with {@code ?} for each character that is no visible one. */
    public static String of(String text) {
        return text.codePoints().allMatch(point -> shown(point) == point)
                ? text
                : text.codePoints()
                        .map(VisibleText::shown)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** The code point, or {@code ?} where it is no visible one. */
    public static int shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> '?';
            default -> point;
        };
    }
}

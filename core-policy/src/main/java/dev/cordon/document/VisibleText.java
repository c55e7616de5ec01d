package dev.cordon.document;

/**
 * Text that people read in terminals and logs, where it quotes what somebody else wrote: one line, in which nothing
 * moves the cursor, changes colours, turns the direction of reading or can't be seen (Unicode TR 36 §3).
 */
public final class VisibleText {

    private VisibleText() {}

    /** The text, with each character that is no visible one as its escape, such as {@code \}{@code u001b}. */
    public static String of(String text) {
        int hidden = hidden(text);
        return hidden == 0 ? text : escaped(text, hidden);
    }

    private static int hidden(String text) {
        int hidden = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            hidden += isVisible(point) ? 0 : 1;
        }
        return hidden;
    }

    private static String escaped(String text, int hidden) {
        StringBuilder escaped = new StringBuilder(text.length() + 12 * hidden);
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int next = i + Character.charCount(point);
            if (isVisible(point)) {
                escaped.appendCodePoint(point);
            } else {
                for (; i < next; i++) {
                    escaped.append(String.format("\\u%04x", (int) text.charAt(i)));
                }
            }
            i = next;
        }
        return escaped.toString();
    }

    private static boolean isVisible(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}

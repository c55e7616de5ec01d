package dev.cordon.cli.yaml;

import dev.cordon.document.VisibleText;

/** Text from a file as a message may quote it: one short line, in which a backtick can't end the quotation. */
final class Excerpt {

    private static final int LONGEST = 80;

    private Excerpt() {}

    static String of(String text) {
        StringBuilder excerpt = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (++count > LONGEST) {
                return excerpt.append('…').toString();
            }
            int character = text.codePointAt(i);
            excerpt.appendCodePoint(shown(character));
        }
        return excerpt.toString();
    }

    private static int shown(int character) {
        return character == '`' ? '\'' : VisibleText.shown(character);
    }
}

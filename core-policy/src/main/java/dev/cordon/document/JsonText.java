package dev.cordon.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Text as RFC 8785 has it: strict UTF-8 in, ECMAScript's escapes out. */
final class JsonText {

    private static final String HEX = "0123456789abcdef";
    static final String SHORT_ESCAPED = "\b\t\n\f\r\"\\";
    static final String SHORT_ESCAPES = "btnfr\"\\";

    private JsonText() {}

    /** The characters of well-formed UTF-8; anything else is refused, where a lenient reader would replace it. */
    static char[] decode(byte[] utf8, int from) throws InvalidDocumentException {
        if (utf8.length - from > Json.LONGEST) {
            throw JsonReader.tooLong();
        }
        try {
            CharBuffer chars =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8, from, utf8.length - from));
            return chars.length() == chars.array().length
                    ? chars.array()
                    : Arrays.copyOf(chars.array(), chars.length());
        } catch (CharacterCodingException e) {
            throw new InvalidDocumentException("the document", "it is not UTF-8");
        }
    }

    /**
     * Whether the text from that byte on is ASCII without escapes and, between its strings, without white space: then
     * it is canonical, but for the order and choice of its members. By hand, for it reads every byte of every bundle.
     */
    static boolean isPlain(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length) {
            if (bytes[i] <= ' ') {
                return false;
            }
            if (bytes[i] == '"') {
                i = endOfString(bytes, i + 1);
            }
            i++;
        }
        return i == bytes.length;
    }

    /** The place of the quote that ends a string; beyond the end where a character needs a closer look. */
    private static int endOfString(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '"') {
                return i;
            }
            if (b < ' ' || b == '\\') {
                break;
            }
        }
        return bytes.length;
    }

    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    static void requireWellFormed(String text) {
        if (!isWellFormed(text)) {
            throw new IllegalArgumentException("a text has half a surrogate pair, which no UTF-8 can carry");
        }
    }

    /** Appends the canonical text of a value. */
    static void append(StringBuilder out, Json value) {
        if (value instanceof Json.Members object) {
            appendMembers(out, object);
        } else if (value instanceof Json.Items array) {
            char before = '[';
            for (Json item : array.list()) {
                out.append(before);
                append(out, item);
                before = ',';
            }
            out.append(before == '[' ? "[]" : "]");
        } else if (value instanceof Json.Text text) {
            appendString(out, text.value());
        } else if (value instanceof Json.Whole number) {
            out.append(number.value());
        } else if (value instanceof Json.Flag flag) {
            out.append(flag.value());
        } else {
            out.append("null");
        }
    }

    private static void appendMembers(StringBuilder out, Json.Members object) {
        char before = '{';
        for (Map.Entry<String, Json> member : object.map().entrySet()) {
            out.append(before);
            appendString(out, member.getKey());
            out.append(':');
            append(out, member.getValue());
            before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
    }

    /** ECMAScript's {@code QuoteJSONString}: only what must be escaped is, U+007F and U+2028 are not. */
    private static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = c > '\\' ? -1 : SHORT_ESCAPED.indexOf(c);
            if (escape >= 0) {
                out.append('\\').append(SHORT_ESCAPES.charAt(escape));
            } else if (c < ' ') {
                out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}

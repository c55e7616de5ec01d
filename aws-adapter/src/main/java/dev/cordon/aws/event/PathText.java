package dev.cordon.aws.event;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Paths as API Gateway writes them: percent-encoded in one place, decoded in another. */
final class PathText {

    private static final String HEX = "0123456789ABCDEF";

    /** What never stands for itself in a path that was sent (RFC 3986 §3.3), and so can only come from an escape. */
    private static final String NEVER_LITERAL = " \"#<>?[\\]^`{|}";

    private PathText() {}

    /** The segments of a path with its first slash; the last is empty where the path ends in one. */
    static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    /** Whether two segments are one, perhaps in two spellings of which one is the decoded other. */
    static boolean same(String one, String other) {
        return one.equals(other)
                || one.indexOf('%') >= 0 && other.equals(decoded(one))
                || other.indexOf('%') >= 0 && one.equals(decoded(other));
    }

    /** The text that escapes stand for; the text itself where they stand for none. */
    private static String decoded(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer octets = ByteBuffer.allocate(raw.length);
        for (int i = 0; i < raw.length; i++) {
            int octet = raw[i];
            if (octet == '%') {
                octet = octet(text, raw, i);
                if (octet < 0) {
                    return text;
                }
                i += 2;
            }
            octets.put((byte) octet);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException e) {
            return text;
        }
    }

    private static int octet(String text, byte[] raw, int percent) {
        if (percent + 2 >= raw.length || text.length() != raw.length) {
            return -1;
        }
        int high = Character.digit(text.charAt(percent + 1), 16);
        int low = Character.digit(text.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /**
     * A path that an HTTP API decoded, in a form that can be read again: what only an escape can have been is one
     * again. An escape that is left was escaped twice, and is left for the policy core to judge. A slash that was
     * escaped is lost, but API Gateway itself routes by the decoded path.
     */
    static String encoded(String decoded) {
        StringBuilder text = new StringBuilder(decoded.length() + 16);
        for (int i = 0; i < decoded.length(); ) {
            int point = decoded.codePointAt(i);
            int length = Character.charCount(point);
            boolean escape = point <= ' ' || point >= 0x7F || NEVER_LITERAL.indexOf(point) >= 0;
            if (escape || point == '%' && !isEscape(decoded, i)) {
                for (byte octet : decoded.substring(i, i + length).getBytes(StandardCharsets.UTF_8)) {
                    text.append('%').append(HEX.charAt(octet >> 4 & 15)).append(HEX.charAt(octet & 15));
                }
            } else {
                text.appendCodePoint(point);
            }
            i += length;
        }
        return text.toString();
    }

    private static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length() && isHex(text.charAt(percent + 1)) && isHex(text.charAt(percent + 2));
    }

    private static boolean isHex(char c) {
        return c < 0x80 && Character.digit(c, 16) >= 0;
    }
}

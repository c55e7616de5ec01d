package dev.cordon.request;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** Reads one path from left to right; not shared, used once. */
final class PathReader {

    private static final String LEGAL = "!$&'()+,=:@-._~";
    /** Characters whose appearance by Unicode compatibility normalisation would change the path's structure. */
    private static final String STRUCTURE = "/\\.%;?#*";
    /** Kelvin sign, long s, dotless i, dotted I: the letters beyond ASCII whose case folding yields an ASCII letter. */
    private static final String FOLDS_TO_ASCII = "\u212A\u017F\u0131\u0130";

    private final String raw;
    private @Nullable StringBuilder rewritten;
    private int segmentStart = 1;

    PathReader(String raw) {
        this.raw = raw;
    }

    /** The defect, or null where the path has exactly one reading. */
    @Nullable
    PathDefect read() {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return PathDefect.NOT_ABSOLUTE;
        }
        boolean beyondAscii = false;
        int i = 1;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            PathDefect defect = null;
            if (c == '%') {
                int octet = octet(i);
                defect = octet < 0 ? PathDefect.BROKEN_ESCAPE : escaped(octet);
                beyondAscii |= octet >= 0x80;
                keepOctet(i, octet);
                i += 3;
            } else {
                defect = c == '/' ? slash(i) : plain(c);
                keep(c);
                i++;
            }
            if (defect != null) {
                return defect;
            }
        }
        PathDefect last = dotSegment(raw.length());
        return last != null ? last : beyondAscii ? text() : null;
    }

    String canonical() {
        return rewritten == null ? raw : rewritten.toString();
    }

    private @Nullable PathDefect slash(int at) {
        PathDefect dots = dotSegment(at);
        PathDefect defect = dots != null ? dots : at == segmentStart ? PathDefect.EMPTY_SEGMENT : null;
        segmentStart = at + 1;
        return defect;
    }

    /** Whether the segment that ends before {@code end} is {@code .} or {@code ..}. */
    private @Nullable PathDefect dotSegment(int end) {
        int length = end - segmentStart;
        boolean dots = length >= 1 && length <= 2 && raw.charAt(segmentStart) == '.' && raw.charAt(end - 1) == '.';
        return dots ? PathDefect.DOT_SEGMENT : null;
    }

    private static @Nullable PathDefect plain(char c) {
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || LEGAL.indexOf(c) >= 0) {
            return null;
        }
        return switch (c) {
            case '\\' -> PathDefect.BACKSLASH;
            case ';' -> PathDefect.MATRIX_PARAMETER;
            case '*' -> PathDefect.WILDCARD;
            default -> PathDefect.ILLEGAL_CHARACTER;
        };
    }

    private static @Nullable PathDefect escaped(int octet) {
        if (octet < 0x20 || octet == 0x7F) {
            return PathDefect.CONTROL_CHARACTER;
        }
        return switch (octet) {
            case '/', '\\' -> PathDefect.ENCODED_SLASH;
            case '.' -> PathDefect.ENCODED_DOT;
            case '%' -> PathDefect.DOUBLE_ENCODING;
            case ';' -> PathDefect.MATRIX_PARAMETER;
            case '*', '?', '#' -> PathDefect.WILDCARD;
            default -> null;
        };
    }

    private int octet(int percent) {
        if (percent + 2 >= raw.length()) {
            return -1;
        }
        int high = hex(raw.charAt(percent + 1));
        int low = hex(raw.charAt(percent + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private void keep(char c) {
        if (rewritten != null) {
            rewritten.append(c);
        }
    }

    /** Unreserved characters are decoded, all other escapes kept in uppercase. */
    private void keepOctet(int at, int octet) {
        if (octet < 0) {
            return;
        }
        boolean unreserved =
                octet < 0x80 && (Character.isLetterOrDigit(octet) || octet == '-' || octet == '_' || octet == '~');
        String escape = raw.substring(at, at + 3);
        String upper = "%" + Character.toUpperCase(escape.charAt(1)) + Character.toUpperCase(escape.charAt(2));
        if (rewritten == null && (unreserved || !escape.equals(upper))) {
            rewritten = new StringBuilder(raw.length()).append(raw, 0, at);
        }
        if (rewritten != null) {
            if (unreserved) {
                rewritten.append((char) octet);
            } else {
                rewritten.append(upper);
            }
        }
    }

    /** Looks at a path with escapes beyond ASCII as the text it decodes to. */
    private @Nullable PathDefect text() {
        String decoded;
        try {
            decoded = StandardCharsets.UTF_8.newDecoder().decode(octets()).toString();
        } catch (CharacterCodingException e) {
            return PathDefect.INVALID_UTF8;
        }
        for (int i = 0; i < decoded.length(); i++) {
            if (FOLDS_TO_ASCII.indexOf(decoded.charAt(i)) >= 0) {
                return PathDefect.CONFUSABLE;
            }
        }
        for (int i = 0; i < decoded.length(); ) {
            int point = decoded.codePointAt(i);
            if (point >= 0x80
                    && changesStructure(Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC))) {
                return PathDefect.CONFUSABLE;
            }
            if (Character.isISOControl(point)) {
                return PathDefect.CONTROL_CHARACTER;
            }
            i += Character.charCount(point);
        }
        return null;
    }

    private static boolean changesStructure(String normalized) {
        return normalized.chars().anyMatch(c -> STRUCTURE.indexOf(c) >= 0);
    }

    private ByteBuffer octets() {
        ByteBuffer octets = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                octets.put((byte) octet(i));
                i += 2;
            } else {
                octets.put((byte) raw.charAt(i));
            }
        }
        return octets.flip();
    }
}

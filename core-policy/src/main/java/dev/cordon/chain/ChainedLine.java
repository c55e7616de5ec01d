package dev.cordon.chain;

import dev.cordon.document.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a line says of its own place in a chain; nothing of it is believed yet. It is read from the bytes, not from the
 * JSON, so that no two texts are one line. Immutable.
 *
 * @param link its number and value
 * @param covered how many of its first bytes the value covers
 */
public record ChainedLine(Link link, int covered) {

    static final String SEQUENCE = ",\"seq\":";
    static final String VALUE = ",\"chain\":\"";
    static final String END = "\"}";

    private static final int TAIL = VALUE.length() + Link.LENGTH + END.length();

    /** The digits of the largest number. */
    private static final int MOST_DIGITS = 16;

    /**
     * Reads the end of a line.
     *
     * @param line without the line's end
     * @return empty where it is no line of a chain, whatever else it is
     */
    public static Optional<ChainedLine> read(byte[] line) {
        int covered = line.length - TAIL;
        if (covered <= 0 || line[0] != '{' || !has(line, covered, VALUE) || !has(line, line.length - 2, END)) {
            return Optional.empty();
        }
        String value = text(line, covered + VALUE.length(), line.length - END.length());
        int digits = covered;
        while (digits > 0 && line[digits - 1] >= '0' && line[digits - 1] <= '9' && covered - digits <= MOST_DIGITS) {
            digits--;
        }
        String number = text(line, digits, covered);
        boolean canonical = !number.isEmpty()
                && number.length() <= MOST_DIGITS
                && (number.length() == 1 || number.charAt(0) != '0')
                && Long.parseLong(number) <= Json.LARGEST;
        return canonical && Link.isValue(value) && has(line, digits - SEQUENCE.length(), SEQUENCE)
                ? Optional.of(new ChainedLine(new Link(Long.parseLong(number), value), covered))
                : Optional.empty();
    }

    private static boolean has(byte[] line, int at, String text) {
        if (at < 0 || at + text.length() > line.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (line[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a line begins so: lines of the log's own are known by that, and no record begins as they do. */
    static boolean begins(byte[] line, String text) {
        return has(line, 0, text);
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }
}

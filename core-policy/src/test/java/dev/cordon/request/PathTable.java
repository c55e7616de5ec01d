package dev.cordon.request;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The rows of path-confusion.tsv. */
public final class PathTable {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})");

    private PathTable() {}

    /**
     * One row.
     *
     * @param raw the path as it comes over the wire
     * @param reading a defect's name, or the one reading
     */
    public record Row(String raw, String reading) {

        /** Whether the path has exactly one reading. */
        public boolean isClear() {
            return reading.startsWith("/");
        }

        @Override
        public String toString() {
            StringBuilder printable = new StringBuilder();
            raw.chars()
                    .forEach(c -> printable.append(
                            c > ' ' && c < 0x7F ? Character.toString(c) : "\\u" + Integer.toHexString(c)));
            return "`" + printable + "` is " + reading;
        }
    }

    /** All rows in the order of the file. */
    public static List<Row> rows() {
        var in = Objects.requireNonNull(PathTable.class.getResourceAsStream("path-confusion.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(parts -> new Row(unescaped(parts[0]), parts[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        var escapes = ESCAPE.matcher(text);
        int from = 0;
        while (escapes.find()) {
            plain.append(text, from, escapes.start()).append((char) Integer.parseInt(escapes.group(1), 16));
            from = escapes.end();
        }
        return plain.append(text.substring(from)).toString();
    }
}

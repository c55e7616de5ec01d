package dev.cordon.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a document's {@code console} blocks with the output that the document promises: a line that starts
 * with {@code $ } is a command (continued where it ends in a backslash), the lines after it are its output, in which a
 * line {@code ...} stands for any lines and {@code …} within a line for any characters.
 *
 * @param line where the command stands
 * @param command what a reader would type
 * @param output what the reader would see
 */
public record Transcript(int line, String command, List<String> output) {

    /** Those of a document, in order. */
    public static List<Transcript> of(Path document) throws IOException {
        List<Transcript> found = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("```")) {
                inside = !inside && line.equals("```console");
            } else if (inside && line.startsWith("$ ")) {
                int start = i + 1;
                StringBuilder command = new StringBuilder(line.substring(2));
                while (lines.get(i).endsWith("\\")) {
                    i++;
                    command.append('\n').append(lines.get(i));
                }
                found.add(new Transcript(start, command.toString(), new ArrayList<>()));
            } else if (inside && !found.isEmpty()) {
                found.get(found.size() - 1).output().add(line);
            }
        }
        return found;
    }

    /** Whether that is what the document promises. */
    public boolean matches(List<String> actual) {
        return matches(output, 0, actual, 0);
    }

    private static boolean matches(List<String> wanted, int from, List<String> actual, int at) {
        if (from == wanted.size()) {
            return at == actual.size();
        }
        if (wanted.get(from).strip().equals("...")) {
            for (int next = at; next <= actual.size(); next++) {
                if (matches(wanted, from + 1, actual, next)) {
                    return true;
                }
            }
            return false;
        }
        return at < actual.size()
                && line(wanted.get(from), actual.get(at))
                && matches(wanted, from + 1, actual, at + 1);
    }

    private static boolean line(String wanted, String actual) {
        int at = 0;
        String[] parts = wanted.stripTrailing().split("…", -1);
        String text = actual.stripTrailing();
        if (!text.startsWith(parts[0])) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            int found = i == parts.length - 1 && i > 0 ? text.lastIndexOf(parts[i]) : text.indexOf(parts[i], at);
            if (found < at) {
                return false;
            }
            at = found + parts[i].length();
        }
        return at == text.length();
    }
}

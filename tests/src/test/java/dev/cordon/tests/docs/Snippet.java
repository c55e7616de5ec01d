package dev.cordon.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that a document has its reader save: a block of code after a paragraph that ends in {@code Save this as
 * `NAME`:}.
 *
 * @param line where its block begins
 * @param file its name
 * @param text what is in it
 */
public record Snippet(int line, String file, String text) {

    private static final Pattern NAME = Pattern.compile("Save this as `([a-z.]+)`:$");

    /** Those of a document, in order, of the blocks of a language. */
    public static List<Snippet> of(Path document, String language) throws IOException {
        List<Snippet> found = new ArrayList<>();
        List<String> lines = Files.readAllLines(document);
        for (int i = 2; i < lines.size(); i++) {
            if (lines.get(i).equals("```" + language)) {
                Matcher name = NAME.matcher(lines.get(i - 2));
                if (!name.find()) {
                    throw new IOException(document + ":" + (i + 1) + ": a block that nothing saves");
                }
                int end = i + lines.subList(i, lines.size()).indexOf("```");
                found.add(new Snippet(i + 1, name.group(1), String.join("\n", lines.subList(i + 1, end)) + "\n"));
            }
        }
        return found;
    }
}

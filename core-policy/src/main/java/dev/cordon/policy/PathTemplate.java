package dev.cordon.policy;

import java.util.List;
import java.util.Optional;

/**
 * A path of literal segments and {@code {parameters}}, each a whole segment, as in OpenAPI. A parameter matches exactly
 * one non-empty segment. A trailing slash is significant: {@code /a} and {@code /a/} are two paths. Two of one text are
 * equal.
 */
public final class PathTemplate {

    /** The longest template, in characters. */
    public static final int LONGEST = 1024;

    private final String text;
    private final String shape;
    private final List<String> segments;

    /**
     * A template.
     *
     * @param text such as {@code /charges/{id}/refunds}, in canonical form (unreserved characters not percent-encoded)
     * @throws IllegalArgumentException saying what is wrong with the template and what to write
     */
    public PathTemplate(String text) {
        String[] parts = split(text);
        String problem = TemplateText.problem(text, parts);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        this.text = text;
        this.segments = List.of(parts);
        this.shape = text.indexOf('{') < 0 ? text : shape(text.length(), parts);
    }

    /** What is wrong with a template, or empty where it is a valid one. */
    public static Optional<String> problem(String text) {
        String problem = TemplateText.problem(text, split(text));
        return problem.isEmpty() ? Optional.empty() : Optional.of(problem);
    }

    /** Such as {@code /charges/{id}/refunds}. */
    public String text() {
        return text;
    }

    /** The segments in order: literals as they stand, parameters with their braces; the last may be empty. */
    public List<String> segments() {
        return segments;
    }

    /** Whether a segment of a template stands for any one segment. */
    public static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** The template with all parameters alike: two templates of one shape match the same paths. */
    public String shape() {
        return shape;
    }

    private static String shape(int most, String[] segments) {
        StringBuilder shape = new StringBuilder(most);
        for (String segment : segments) {
            shape.append('/').append(isParameter(segment) ? "{}" : segment);
        }
        return shape.toString();
    }

    /** What lies between slashes; the first character is taken for one. */
    private static String[] split(String text) {
        int count = 1;
        for (int i = 1; i < text.length(); i++) {
            count += text.charAt(i) == '/' ? 1 : 0;
        }
        String[] parts = new String[count];
        int start = Math.min(1, text.length());
        for (int i = 0; i < count - 1; i++) {
            int slash = text.indexOf('/', start);
            parts[i] = text.substring(start, slash);
            start = slash + 1;
        }
        parts[count - 1] = text.substring(start);
        return parts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathTemplate that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}

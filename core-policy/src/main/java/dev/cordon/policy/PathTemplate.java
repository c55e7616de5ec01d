package dev.cordon.policy;

import java.util.ArrayList;
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
        List<String> parts = split(text);
        String problem = TemplateText.problem(text, parts);
        if (!problem.isEmpty()) {
            throw new IllegalArgumentException(problem);
        }
        this.text = text;
        this.segments = List.copyOf(parts);
        this.shape = text.indexOf('{') < 0 ? text : shape(segments);
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

    private static String shape(List<String> segments) {
        StringBuilder shape = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            shape.append('/').append(isParameter(segment) ? "{}" : segment);
        }
        return shape.toString();
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 1;
        int slash;
        while ((slash = text.indexOf('/', start)) >= 0) {
            parts.add(text.substring(start, slash));
            start = slash + 1;
        }
        parts.add(text.substring(Math.min(start, text.length())));
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

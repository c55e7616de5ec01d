package dev.cordon.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path of literal segments and {@code {parameters}}, each a whole segment, as in OpenAPI. A parameter matches exactly
 * one non-empty segment. A trailing slash is significant: {@code /a} and {@code /a/} are two paths.
 *
 * @param text such as {@code /charges/{id}/refunds}, in canonical form (unreserved characters not percent-encoded)
 */
public record PathTemplate(String text) {

    /** The longest template, in characters. */
    public static final int LONGEST = 1024;

    private static final Pattern LITERAL = Pattern.compile("(?:[A-Za-z0-9._~!$&'()+,=:@-]|%[0-9A-F]{2})+");
    private static final Pattern PARAMETER = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_.-]*}");

    /** @throws IllegalArgumentException saying what is wrong with the template and what to write */
    public PathTemplate {
        problem(text).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }

    /** What is wrong with a template, or empty where it is a valid one. */
    public static Optional<String> problem(String text) {
        if (!text.startsWith("/")) {
            return Optional.of("path `" + text + "` must start with `/`");
        }
        if (text.length() > LONGEST) {
            return Optional.of("the path is longer than " + LONGEST + " characters");
        }
        List<String> parts = split(text);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            boolean last = i == parts.size() - 1;
            if (part.isEmpty() && !last) {
                return Optional.of("path `" + text + "` has an empty segment: write one `/`");
            }
            if (!part.isEmpty() && !PARAMETER.matcher(part).matches()) {
                String wrong = literalProblem(part);
                if (!wrong.isEmpty()) {
                    return Optional.of("path `" + text + "`: " + wrong);
                }
            }
        }
        return Optional.empty();
    }

    private static String literalProblem(String part) {
        if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0) {
            return "a parameter must be a whole segment, such as `{id}`";
        }
        if (part.equals(".") || part.equals("..")) {
            return "dot segments can't be matched";
        }
        return LITERAL.matcher(part).matches() ? "" : "segment `" + part + "` has a character that no path segment has";
    }

    /** The segments in order: literals as they stand, parameters with their braces; the last may be empty. */
    public List<String> segments() {
        return split(text);
    }

    /** Whether a segment of a template stands for any one segment. */
    public static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** The template with all parameters alike: two templates of one shape match the same paths. */
    public String shape() {
        if (text.indexOf('{') < 0) {
            return text;
        }
        StringBuilder shape = new StringBuilder(text.length());
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            inside = inside && c != '}';
            if (!inside) {
                shape.append(c);
            }
            inside = inside || c == '{';
        }
        return shape.toString();
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int start = 1;
        for (int i = 1; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '/') {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        return parts;
    }

    @Override
    public String toString() {
        return text;
    }
}

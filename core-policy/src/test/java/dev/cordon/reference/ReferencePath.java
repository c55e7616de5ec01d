package dev.cordon.reference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The section "Paths" of docs/decision.md as a list of patterns: each is looked for in the whole path, and the one that
 * is found furthest to the left names what is wrong.
 *
 * @param outcome what came of it
 * @param canonical the one reading, empty where there is none or there are two
 */
record ReferencePath(Outcome outcome, String canonical) {

    enum Outcome {
        CLEAR,
        MALFORMED,
        AMBIGUOUS
    }

    private static final List<Pattern> MALFORMED = patterns(
            "[^A-Za-z0-9._~!$&'()*+,;=:@%/\\\\-]", // outside RFC 3986's path characters; `\` has its own verdict
            "%(?![0-9A-Fa-f]{2})");

    private static final List<Pattern> AMBIGUOUS = patterns(
            "%2[Ff]|%5[Cc]",
            "\\\\",
            "(?<=/\\.{1,2})(?=/|\\z)", // where a segment `.` or `..` ends
            "%2[Ee]",
            "(?<=/)/",
            ";|%3[Bb]",
            "%25",
            "%[01][0-9A-Fa-f]|%7[Ff]",
            "\\*|%2[Aa]",
            "%3[Ff]|%23");

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final Pattern UNRESERVED = Pattern.compile("[A-Za-z0-9_~-]");
    private static final String STRUCTURE = "/\\.%;?#*";

    static ReferencePath read(String raw) {
        String path = raw.split("\\?", 2)[0];
        if (!path.startsWith("/") || path.length() > 4096) {
            return new ReferencePath(Outcome.MALFORMED, "");
        }
        int malformed = first(MALFORMED, path);
        int ambiguous = first(AMBIGUOUS, path);
        if (malformed < ambiguous) {
            return new ReferencePath(Outcome.MALFORMED, "");
        }
        if (ambiguous < Integer.MAX_VALUE) {
            return new ReferencePath(Outcome.AMBIGUOUS, "");
        }
        Outcome text = text(path);
        return new ReferencePath(text, text == Outcome.CLEAR ? rewrite(path) : "");
    }

    private static int first(List<Pattern> patterns, String path) {
        OptionalInt first = patterns.stream()
                .map(pattern -> pattern.matcher(path))
                .filter(Matcher::find)
                .mapToInt(Matcher::start)
                .min();
        return first.orElse(Integer.MAX_VALUE);
    }

    /** What the decoded text is: no UTF-8, open to confusion, or clear. */
    private static Outcome text(String path) {
        byte[] octets = decode(path);
        String text = new String(octets, StandardCharsets.UTF_8);
        if (!Arrays.equals(octets, text.getBytes(StandardCharsets.UTF_8))) {
            return Outcome.MALFORMED;
        }
        boolean folds = text.matches("(?s).*[\u212A\u017F\u0131\u0130].*");
        boolean controls = text.matches("(?s).*[\u0080-\u009F].*");
        boolean structured = structure(Normalizer.normalize(text, Normalizer.Form.NFKC)) > structure(text);
        return folds || controls || structured ? Outcome.AMBIGUOUS : Outcome.CLEAR;
    }

    private static long structure(String text) {
        return text.chars().filter(c -> STRUCTURE.indexOf(c) >= 0).count();
    }

    private static byte[] decode(String path) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                octets.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.write(path.charAt(i));
            }
        }
        return octets.toByteArray();
    }

    private static String rewrite(String path) {
        return ESCAPE.matcher(path).replaceAll(escape -> Matcher.quoteReplacement(rewriteOne(escape)));
    }

    private static String rewriteOne(MatchResult escape) {
        String one = Character.toString(Integer.parseInt(escape.group(1), 16));
        return UNRESERVED.matcher(one).matches() ? one : escape.group().toUpperCase(Locale.ROOT);
    }

    private static List<Pattern> patterns(String... texts) {
        return Arrays.stream(texts).map(Pattern::compile).toList();
    }
}

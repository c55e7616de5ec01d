package dev.cordon.policy;

/** The spelling of SPIFFE IDs (SPIFFE-ID §2), checked by hand: every service of a large policy has one. */
final class SpiffeText {

    private static final String SCHEME = "spiffe://";
    private static final int LONGEST = 2048;
    private static final int LONGEST_TRUST_DOMAIN = 255;

    private SpiffeText() {}

    /** Whether the text is a trust domain and a path of segments that are not empty, {@code .} or {@code ..}. */
    static boolean isValid(String text) {
        int slash = text.indexOf('/', SCHEME.length());
        return text.length() <= LONGEST
                && text.startsWith(SCHEME)
                && slash > SCHEME.length()
                && slash - SCHEME.length() <= LONGEST_TRUST_DOMAIN
                && isSpelled(text, SCHEME.length(), slash, false)
                && isPath(text, slash + 1);
    }

    private static boolean isPath(String text, int start) {
        int from = start;
        int slash = text.indexOf('/', from);
        while (slash >= 0) {
            if (!isSegment(text, from, slash)) {
                return false;
            }
            from = slash + 1;
            slash = text.indexOf('/', from);
        }
        return isSegment(text, from, text.length());
    }

    private static boolean isSegment(String text, int from, int to) {
        int length = to - from;
        boolean dots = length > 0 && length < 3 && text.charAt(from) == '.' && text.charAt(to - 1) == '.';
        return length > 0 && !dots && isSpelled(text, from, to, true);
    }

    private static boolean isSpelled(String text, int from, int to, boolean upper) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean letter = Names.isLetterOrDigit(c) || upper && c >= 'A' && c <= 'Z';
            if (!letter && c != '.' && c != '_' && c != '-') {
                return false;
            }
        }
        return true;
    }
}

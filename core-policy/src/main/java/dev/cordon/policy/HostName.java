package dev.cordon.policy;

/** The spelling of host names in policies: lowercase LDH labels (RFC 1123 §2.1), no port, no trailing dot. */
public final class HostName {

    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private HostName() {}

    /** Whether the text is a host name in the one spelling that policies use. */
    public static boolean isValid(String text) {
        if (text.length() > LONGEST) {
            return false;
        }
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!isLabel(text, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (c != '-' && !Names.isLetterOrDigit(c)) {
                return false;
            }
        }
        return isLabel(text, start, text.length());
    }

    /** What lies between has been looked at: only the ends and the length are left. */
    private static boolean isLabel(String text, int start, int end) {
        return end > start && end - start <= LONGEST_LABEL && text.charAt(start) != '-' && text.charAt(end - 1) != '-';
    }
}

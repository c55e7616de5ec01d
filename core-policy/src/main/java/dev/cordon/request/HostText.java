package dev.cordon.request;

/** Host header text (RFC 9110 §7.2) to the one spelling of policies. */
final class HostText {

    private HostText() {}

    /** Text that is already so is its own. */
    static String withoutPort(String host) {
        String name = host.substring(0, nameEnd(host));
        return isLower(name) ? name : lower(name);
    }

    /**
     * A name before a port has no colon, or is an address in brackets; what has more colons is no host and stays whole.
     */
    private static int nameEnd(String host) {
        int colon = host.lastIndexOf(':');
        if (colon <= 0 || host.charAt(colon - 1) != ']' && host.indexOf(':') != colon) {
            return host.length();
        }
        for (int i = colon + 1; i < host.length(); i++) {
            if (host.charAt(i) < '0' || host.charAt(i) > '9') {
                return host.length();
            }
        }
        return colon;
    }

    private static boolean isLower(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (isUpper(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static String lower(String name) {
        StringBuilder lower = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            if (isUpper(name.charAt(i))) {
                lower.setCharAt(i, (char) (name.charAt(i) + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }
}

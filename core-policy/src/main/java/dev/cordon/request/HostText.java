package dev.cordon.request;

/** Host header text (RFC 9110 §7.2) to the one spelling of policies. */
final class HostText {

    private HostText() {}

    static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > 0 && host.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9');
        String name = port ? host.substring(0, colon) : host;
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            upper |= name.charAt(i) >= 'A' && name.charAt(i) <= 'Z';
        }
        if (!upper) {
            return name;
        }
        StringBuilder lower = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 32));
            }
        }
        return lower.toString();
    }
}

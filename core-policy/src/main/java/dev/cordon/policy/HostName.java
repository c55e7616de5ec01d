package dev.cordon.policy;

import java.util.regex.Pattern;

/** The spelling of host names in policies: lowercase LDH labels (RFC 1123 §2.1), no port, no trailing dot. */
public final class HostName {

    private static final Pattern FORM =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private HostName() {}

    /** Whether the text is a host name in the one spelling that policies use. */
    public static boolean isValid(String text) {
        return text.length() <= 253 && FORM.matcher(text).matches();
    }
}

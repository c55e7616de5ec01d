package dev.cordon.chain;

import dev.cordon.document.Json;

/**
 * Where a chain of lines stands. Immutable.
 *
 * @param sequence the number of the last line, from 0; -1 before the first
 * @param value the SHA-256 that covers that line and all before it, in base64url; empty before the first
 */
public record Link(long sequence, String value) {

    /** Before the first line. */
    public static final Link START = new Link(-1, "");

    /** How long a value is, in characters. */
    static final int LENGTH = 43;

    /** @throws IllegalArgumentException where it can be no link */
    public Link {
        boolean start = sequence == -1 && value.isEmpty();
        if (!start && (sequence < 0 || sequence > Json.LARGEST || !isValue(value))) {
            throw new IllegalArgumentException("this is no link of a chain");
        }
    }

    /** Whether a text has the form of a value; the unused bits of its end are not looked at. */
    static boolean isValue(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        // a loop, for every line of a log comes by
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean known =
                    c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!known) {
                return false;
            }
        }
        return true;
    }
}

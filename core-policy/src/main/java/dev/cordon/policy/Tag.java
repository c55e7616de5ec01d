package dev.cordon.policy;

import java.util.Optional;

/**
 * A tag or label that a cloud, a cluster or a deployer puts on a service. Immutable.
 *
 * @param key 1 to 128 printable ASCII characters without {@code =}
 * @param value up to 256 printable ASCII characters
 */
public record Tag(String key, String value) {

    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    /** @throws IllegalArgumentException where key or value is no such text */
    public Tag {
        if (key.isEmpty()
                || key.length() > LONGEST_KEY
                || key.indexOf('=') >= 0
                || value.length() > LONGEST_VALUE
                || !isPrintable(key)
                || !isPrintable(value)) {
            throw new IllegalArgumentException("a tag is `key=value` of printable ASCII, the key up to " + LONGEST_KEY
                    + " characters, the value up to " + LONGEST_VALUE);
        }
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** The tag that is written {@code key=value}; empty where the text is none. */
    public static Optional<Tag> parse(String text) {
        int end = text.indexOf('=');
        try {
            return end < 0 ? Optional.empty() : Optional.of(new Tag(text.substring(0, end), text.substring(end + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As {@code key=value}. */
    @Override
    public String toString() {
        return key + "=" + value;
    }
}

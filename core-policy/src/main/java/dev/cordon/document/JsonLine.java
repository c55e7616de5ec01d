package dev.cordon.document;

/**
 * Writes one JSON object straight into a buffer, without a tree: for logs, which are written with every call. It has no
 * white space, and the one who writes names members in the order of RFC 8785, by their UTF-16 code units, so that the
 * text is canonical but for one thing: characters beyond printable ASCII are escaped, for a log is read in terminals.
 * For one thread.
 */
public final class JsonLine {

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder out;

    /** A writer at the end of that buffer. */
    public JsonLine(StringBuilder out) {
        this.out = out;
    }

    /** Opens an object that is no member. */
    public JsonLine object() {
        separate();
        out.append('{');
        return this;
    }

    /** Opens an object. */
    public JsonLine object(String name) {
        name(name).append('{');
        return this;
    }

    /** Closes the innermost object. */
    public JsonLine endObject() {
        out.append('}');
        return this;
    }

    /** Opens an array. */
    public JsonLine array(String name) {
        name(name).append('[');
        return this;
    }

    /** Opens an array in an array. */
    public JsonLine array() {
        separate();
        out.append('[');
        return this;
    }

    /** Closes the innermost array. */
    public JsonLine endArray() {
        out.append(']');
        return this;
    }

    /**
     * Writes a string.
     *
     * @throws IllegalArgumentException where the text has a lone surrogate; what was written of it stays in the buffer
     */
    public JsonLine put(String name, String text) {
        name(name);
        quote(text);
        return this;
    }

    /** Writes a whole number: one beyond {@link Json#LARGEST} either way as that. */
    public JsonLine put(String name, long number) {
        name(name).append(exact(number));
        return this;
    }

    /** Writes a boolean. */
    public JsonLine put(String name, boolean flag) {
        name(name).append(flag);
        return this;
    }

    /** Writes a string of an array. */
    public JsonLine item(String text) {
        separate();
        quote(text);
        return this;
    }

    /** Writes a string of an array that two texts make. */
    public JsonLine item(String first, String second) {
        separate();
        out.append('"');
        write(first);
        write(second);
        out.append('"');
        return this;
    }

    /** Writes a whole number of an array: one beyond {@link Json#LARGEST} either way as that. */
    public JsonLine item(long number) {
        separate();
        out.append(exact(number));
        return this;
    }

    /** Writes a boolean of an array. */
    public JsonLine item(boolean flag) {
        separate();
        out.append(flag);
        return this;
    }

    private static long exact(long number) {
        return Math.max(-Json.LARGEST, Math.min(number, Json.LARGEST));
    }

    /** Names are ours, or were read from JSON: they are escaped all the same. */
    private StringBuilder name(String name) {
        separate();
        quote(name);
        return out.append(':');
    }

    /** What ends in none of these ends in a value, for a text ends in its quote. */
    private void separate() {
        char last = out.isEmpty() ? '\n' : out.charAt(out.length() - 1);
        if (last != '{' && last != '[' && last != '\n') {
            out.append(',');
        }
    }

    private void quote(String text) {
        out.append('"');
        write(text);
        out.append('"');
    }

    private void write(String text) {
        int clean = clean(text);
        if (clean == text.length()) {
            // a whole string is copied at once, a part of one character by character
            out.append(text);
            return;
        }
        JsonText.requireWellFormed(text);
        out.append(text, 0, clean);
        for (int i = clean; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isClean(c)) {
                out.append(c);
            } else {
                escape(c);
            }
        }
    }

    private static int clean(String text) {
        int i = 0;
        while (i < text.length() && isClean(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isClean(char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    }

    private void escape(char c) {
        int known = JsonText.SHORT_ESCAPED.indexOf(c);
        if (known >= 0) {
            out.append('\\').append(JsonText.SHORT_ESCAPES.charAt(known));
            return;
        }
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 15));
        }
    }
}

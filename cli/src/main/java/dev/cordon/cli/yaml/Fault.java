package dev.cordon.cli.yaml;

/** A kind of finding: a sentence with gaps. Enums implement it, so that all there are can be listed and tested. */
public interface Fault {

    /** Stands in templates where a value goes. */
    String GAP = "{}";

    /** Its stable name. */
    String name();

    /** The sentence: what is wrong, and what to write instead; {@link #GAP} stands where values go. */
    String template();

    /** Whether the file can be used in spite of it. */
    default boolean isWarning() {
        return false;
    }

    /**
     * The sentence with its gaps filled. Texts come from the file: they are cut short and kept on one line.
     * {@link Words} and numbers stand as they are.
     */
    default String message(Object... gaps) {
        StringBuilder message = new StringBuilder();
        String template = template();
        int from = 0;
        for (Object gap : gaps) {
            int at = template.indexOf(GAP, from);
            message.append(template, from, at).append(gap instanceof String text ? Excerpt.of(text) : gap);
            from = at + GAP.length();
        }
        return message.append(template, from, template.length()).toString();
    }

    /** Text from a file as a message quotes it: one short line, in backticks. */
    static Words quoted(String text) {
        return new Words("`" + Excerpt.of(text) + "`");
    }

    /**
     * Our own words in a gap, as against text from a file.
     *
     * @param text one line
     */
    record Words(String text) {
        @Override
        public String toString() {
            return text;
        }
    }
}

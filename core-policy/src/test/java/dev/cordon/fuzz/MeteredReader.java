package dev.cordon.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Function;

/**
 * A reader that is watched: it throws nothing, and what it allocates stays in proportion to what it reads.
 *
 * @param <T> what a text is read to
 */
public final class MeteredReader<T> {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** What loading classes at first sight and the like may take, whatever the text. */
    private static final long ALWAYS = 8L * 1024 * 1024;

    private final Function<String, T> reader;
    private final long bytesPerCharacter;

    /** @param bytesPerCharacter the most that may be allocated for a character */
    public MeteredReader(long bytesPerCharacter, Function<String, T> reader) {
        this.bytesPerCharacter = bytesPerCharacter;
        this.reader = reader;
    }

    /** Reads a text; fails with the text where the reader throws or allocates too much. */
    public T read(String text) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        T read;
        try {
            read = reader.apply(text);
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError("reading " + visible(text) + " threw", e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > ALWAYS + bytesPerCharacter * text.length()) {
            throw new AssertionError("reading " + visible(text) + " allocated " + allocated + " bytes");
        }
        return read;
    }

    /** The text in printable ASCII. */
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder().append(text.length()).append(" characters `");
        for (char c : text.substring(0, Math.min(2_000, text.length())).toCharArray()) {
            visible.append(c >= ' ' && c < 0x7F ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return visible.append('`').toString();
    }
}

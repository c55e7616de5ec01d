package dev.cordon.cli.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Splits what is read into lines, each as soon as its end is there, and never holds more than the longest of one. */
final class LineSplitter {

    private final InputStream in;
    private final int longest;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
    private int from;
    private int end;
    private boolean ended;

    /** @param longest of what is longer the rest is left out, in bytes */
    LineSplitter(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /** Goes to the next line; whether there is one. */
    boolean next() throws IOException {
        line.reset();
        ended = false;
        if (!fill()) {
            return false;
        }
        while (fill()) {
            int at = from;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            line.write(buffer, from, Math.min(at - from, longest - line.size()));
            from = at + 1;
            if (at < end) {
                ended = true;
                break;
            }
        }
        return true;
    }

    /** Whether there is a byte to look at. */
    private boolean fill() throws IOException {
        if (from >= end) {
            end = in.read(buffer);
            from = 0;
        }
        return end > 0;
    }

    /** The bytes of the line, without the line feed. */
    byte[] bytes() {
        return line.toByteArray();
    }

    /** Whether a line feed ends it. */
    boolean isEnded() {
        return ended;
    }

    /** The line, without its end. */
    String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}

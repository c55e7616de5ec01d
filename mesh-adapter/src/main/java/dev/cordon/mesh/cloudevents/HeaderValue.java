package dev.cordon.mesh.cloudevents;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An attribute's value as a header has it (HTTP protocol binding §3.1.3.2). */
final class HeaderValue {

    private static final int QUOTE = '"';

    private HeaderValue() {}

    /** The value; empty where the header's is encoded in no such way. */
    static Optional<String> decode(String header) {
        Optional<String> plain = header.indexOf(QUOTE) < 0 ? Optional.of(header) : unquoted(header);
        return plain.flatMap(HeaderValue::percentDecoded);
    }

    /** What older senders write: one quoted string (RFC 9110 §5.6.4), and nothing beside it. */
    private static Optional<String> unquoted(String header) {
        StringBuilder text = new StringBuilder();
        int last = header.length() - 1;
        if (last < 1 || header.charAt(0) != QUOTE || header.charAt(last) != QUOTE) {
            return Optional.empty();
        }
        for (int i = 1; i < last; i++) {
            boolean escaped = header.charAt(i) == '\\';
            i += escaped ? 1 : 0;
            if (i == last || !escaped && header.charAt(i) == QUOTE) {
                return Optional.empty();
            }
            text.append(header.charAt(i));
        }
        return Optional.of(text.toString());
    }

    /** Once, and strictly: half a percent sign, or what is no UTF-8, has no reading that everybody shares. */
    private static Optional<String> percentDecoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return Optional.empty();
            } else if (c != '%') {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < text.length() ? hex(text.charAt(i + 1)) : -1;
            int low = i + 2 < text.length() ? hex(text.charAt(i + 2)) : -1;
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Of ASCII alone: other scripts have digits, too. */
    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}

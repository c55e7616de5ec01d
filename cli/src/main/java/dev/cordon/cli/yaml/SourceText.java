package dev.cordon.cli.yaml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** From bytes to characters: strict UTF-8, and only the characters that YAML allows. */
final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private SourceText() {}

    /** The text, without the byte order mark that some editors put in front. */
    static String decode(byte[] bytes, Findings findings) throws UnreadableYamlException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(in, out, true);
        out.flip();
        boolean marked = out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK;
        String text = (marked ? out.position(1) : out).toString();
        if (result.isError()) {
            findings.add(YamlFault.NOT_UTF_8, Position.of(text, text.length()));
            throw new UnreadableYamlException();
        }
        requireAllowed(text, findings);
        return text;
    }

    private static void requireAllowed(String text, Findings findings) throws UnreadableYamlException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                continue;
            }
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character) || character == BYTE_ORDER_MARK) {
                String name = String.format("U+%04X", character);
                findings.add(YamlFault.CONTROL_CHARACTER, Position.of(text, i), name);
                throw new UnreadableYamlException();
            }
            i += Character.charCount(character) - 1;
        }
    }
}

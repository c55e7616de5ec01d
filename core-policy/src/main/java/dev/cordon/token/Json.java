package dev.cordon.token;

import com.nimbusds.jose.shaded.gson.Strictness;
import com.nimbusds.jose.shaded.gson.stream.JsonReader;
import com.nimbusds.jose.shaded.gson.stream.JsonToken;
import com.nimbusds.jose.shaded.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of tokens and keys, read without leniency: RFC 8259 in valid UTF-8, no byte order mark, no duplicate member
 * at any depth, no unpaired surrogate, nesting limited. The JOSE library's tokenizer does the reading; its object
 * reader is not used because it lets the last of two equal members win inside nested objects.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Boolean}, {@link List}, {@link Map}, or {@link Odd} for what no
 * token or key of ours has a use for.
 */
final class Json {

    /** Sign and digits of the longest {@code long}. */
    private static final int LONGEST_NUMBER = 20;

    /** Values that are valid JSON and still of no use. */
    enum Odd {
        /** {@code null}. */
        NULL,
        /** A number that is not whole, is no {@code long}, or is written with an exponent or as {@code -0}. */
        NUMBER
    }

    private Json() {}

    /**
     * Reads one object.
     *
     * @param deepest how many objects and arrays may be open at once
     * @return its members in their order, or null where the text is no such object
     */
    static @Nullable Map<String, Object> object(byte[] utf8, int deepest) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonReader reader = new JsonReader(new StringReader(text));
            reader.setStrictness(Strictness.STRICT);
            reader.setNestingLimit(deepest);
            // the tokenizer would skip a byte order mark
            if (text.startsWith("\uFEFF") || reader.peek() != JsonToken.BEGIN_OBJECT) {
                return null;
            }
            Map<String, Object> members = members(reader);
            return reader.peek() == JsonToken.END_DOCUMENT ? members : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Writes an object of the values named above, members in the order of the map. The library's own way to write
     * objects gives the same text, after it has prepared for values of many more kinds.
     */
    static byte[] write(Map<String, ?> object) {
        StringWriter text = new StringWriter();
        try {
            write(new JsonWriter(text), object);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing keeps memory from being written to", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(JsonWriter writer, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> members) {
            writer.beginObject();
            for (Map.Entry<?, ?> member : members.entrySet()) {
                write(writer.name(String.valueOf(member.getKey())), member.getValue());
            }
            writer.endObject();
        } else if (value instanceof Collection<?> elements) {
            writer.beginArray();
            for (Object element : elements) {
                write(writer, element);
            }
            writer.endArray();
        } else if (value instanceof Number number) {
            writer.value(number);
        } else if (value instanceof Boolean flag) {
            writer.value(flag);
        } else {
            writer.value(text(value));
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IllegalArgumentException("a " + value.getClass().getSimpleName() + " is not written as JSON");
    }

    private static Map<String, Object> members(JsonReader reader) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = wellFormed(reader.nextName());
            if (members.put(name, value(reader)) != null) {
                throw new IOException("a member comes twice");
            }
        }
        reader.endObject();
        return members;
    }

    private static List<Object> elements(JsonReader reader) throws IOException {
        List<Object> elements = new ArrayList<>();
        reader.beginArray();
        while (reader.hasNext()) {
            elements.add(value(reader));
        }
        reader.endArray();
        return elements;
    }

    private static Object value(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> members(reader);
            case BEGIN_ARRAY -> elements(reader);
            case STRING -> wellFormed(reader.nextString());
            case NUMBER -> number(reader.nextString());
            case BOOLEAN -> reader.nextBoolean();
            case NULL -> {
                reader.nextNull();
                yield Odd.NULL;
            }
            case NAME, END_ARRAY, END_OBJECT, END_DOCUMENT -> throw new IOException("a value is missing");
        };
    }

    private static Object number(String literal) {
        boolean whole = literal.length() <= LONGEST_NUMBER && !literal.equals("-0");
        for (int i = literal.startsWith("-") ? 1 : 0; whole && i < literal.length(); i++) {
            whole = literal.charAt(i) >= '0' && literal.charAt(i) <= '9';
        }
        try {
            return whole ? (Object) Long.valueOf(literal) : Odd.NUMBER;
        } catch (NumberFormatException e) {
            return Odd.NUMBER;
        }
    }

    /** Two texts that differ in an unpaired surrogate only would have the same bytes, and so the same hash. */
    private static String wellFormed(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IOException("a surrogate is not paired");
            }
        }
        return text;
    }
}

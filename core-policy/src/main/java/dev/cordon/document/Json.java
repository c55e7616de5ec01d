package dev.cordon.document;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JSON value (RFC 8259) as far as two programs are sure to read it alike (I-JSON, RFC 7493): every name once, no lone
 * surrogates, numbers whole and exact in a double. Immutable. It has one text, the canonical one of RFC 8785.
 */
public sealed interface Json {

    /** The largest whole number, {@code 2^53 - 1}; its negative is the smallest (RFC 7493 §2.2). */
    long LARGEST = 9_007_199_254_740_991L;

    /** The deepest nesting of objects and arrays. */
    int DEEPEST = 64;

    /** The longest text that is read, in bytes or characters. */
    int LONGEST = 64 * 1024 * 1024;

    /** An object. */
    record Members(Map<String, Json> map) implements Json {

        /**
         * Sorts the members into canonical order.
         *
         * @throws IllegalArgumentException where a name has a lone surrogate
         */
        public Members {
            map = Collections.unmodifiableSortedMap(new TreeMap<>(map));
            map.keySet().forEach(JsonText::requireWellFormed);
        }

        /** The member of that name, if there is one. */
        public Optional<Json> find(String name) {
            return Optional.ofNullable(map.get(name));
        }

        @Override
        public String toString() {
            return toCanonical();
        }
    }

    /** An array. */
    record Items(List<Json> list) implements Json {

        /** Copies the list. */
        public Items {
            list = List.copyOf(list);
        }

        @Override
        public String toString() {
            return toCanonical();
        }
    }

    /** A string. */
    record Text(String value) implements Json {

        /** @throws IllegalArgumentException where the text has a lone surrogate */
        public Text {
            JsonText.requireWellFormed(value);
        }

        @Override
        public String toString() {
            return toCanonical();
        }
    }

    /** A whole number. */
    record Whole(long value) implements Json {

        /** @throws IllegalArgumentException where the number is beyond {@link Json#LARGEST} either way */
        public Whole {
            if (value > LARGEST || value < -LARGEST) {
                throw new IllegalArgumentException(
                        "number `" + value + "` is not exact for every reader: write it as a string");
            }
        }

        @Override
        public String toString() {
            return toCanonical();
        }
    }

    /** A boolean. */
    record Flag(boolean value) implements Json {
        @Override
        public String toString() {
            return toCanonical();
        }
    }

    /** The null of JSON. */
    record Null() implements Json {
        @Override
        public String toString() {
            return toCanonical();
        }
    }

    /**
     * Reads one value.
     *
     * @throws InvalidDocumentException where the text is no JSON, or none that this type can hold, with line and column
     */
    static Json parse(String text) throws InvalidDocumentException {
        return JsonParsing.parse(JsonReader.of(text.toCharArray()), JsonParsing.Numbers.WHOLE);
    }

    /**
     * Reads one value from UTF-8 without byte order mark.
     *
     * @throws InvalidDocumentException where the bytes are no JSON, or none that this type can hold
     */
    static Json parse(byte[] utf8) throws InvalidDocumentException {
        return JsonParsing.parse(JsonReader.of(JsonText.decode(utf8, 0)), JsonParsing.Numbers.WHOLE);
    }

    /**
     * Reads one value of a document that others write and may add to, such as a provider's event: a number of any form
     * is read as the text of its digits, so that one with a fraction, in a member that nobody asks for, is no reason to
     * refuse the rest. All else is as strict as in {@link #parse(byte[])}.
     *
     * @throws InvalidDocumentException where the bytes are no JSON, or none that this type can hold
     */
    static Json parseWithNumbersAsText(byte[] utf8) throws InvalidDocumentException {
        return JsonParsing.parse(JsonReader.of(JsonText.decode(utf8, 0)), JsonParsing.Numbers.AS_TEXT);
    }

    /**
     * Reads one value of a document in which nobody asks for a number, and others may add some: each is read as null,
     * so that it is neither a reason to refuse the rest nor taken for a text. All else is as strict as in
     * {@link #parse(byte[])}.
     *
     * @throws InvalidDocumentException where the bytes are no JSON, or none that this type can hold
     */
    static Json parseWithoutNumbers(byte[] utf8) throws InvalidDocumentException {
        return JsonParsing.parse(JsonReader.of(JsonText.decode(utf8, 0)), JsonParsing.Numbers.AS_NULL);
    }

    /** The canonical text (RFC 8785): sorted members, no white space. */
    default String toCanonical() {
        StringBuilder text = new StringBuilder();
        JsonText.append(text, this);
        return text.toString();
    }

    /** The canonical text in UTF-8. */
    default byte[] toCanonicalBytes() {
        return toCanonical().getBytes(StandardCharsets.UTF_8);
    }

    /** A string. */
    static Json of(String value) {
        return new Text(value);
    }

    /** A whole number. */
    static Json of(long value) {
        return new Whole(value);
    }

    /** A boolean. */
    static Json of(boolean value) {
        return new Flag(value);
    }

    /** An array. */
    static Json array(List<Json> values) {
        return new Items(values);
    }

    /** An array of the strings that the values' {@code toString} gives. */
    static Json texts(Collection<?> values) {
        return new Items(values.stream().map(value -> of(String.valueOf(value))).toList());
    }

    /** An empty object to be filled. */
    static JsonObjectBuilder object() {
        return new JsonObjectBuilder();
    }
}

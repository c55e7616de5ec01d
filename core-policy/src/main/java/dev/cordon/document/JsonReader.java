package dev.cordon.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON in its order: whoever calls says what must come, and whatever else comes is refused. Members are asked for
 * in canonical order, so that a repeated, unknown or misplaced one is never skipped. For one thread.
 */
final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.DEEPEST)
                    .maxDocumentLength(Json.LONGEST)
                    .maxStringLength(Json.LONGEST)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final JsonParser parser;

    /** Whether there is no escape that could hide half a surrogate pair. */
    private final boolean plain;

    /** Whether the current token is a member's name, or the end of an object, that nobody has taken yet. */
    private boolean peeked;

    private JsonReader(JsonParser parser, boolean plain) {
        this.parser = parser;
        this.plain = plain;
    }

    /** A reader of what {@link JsonText#isPlain} passed, read in place; it stands before the first token. */
    static JsonReader ofPlain(byte[] ascii, int from) throws InvalidDocumentException {
        if (ascii.length > Json.LONGEST) {
            throw tooLong();
        }
        try {
            return new JsonReader(FACTORY.createParser(ascii, from, ascii.length - from), true);
        } catch (IOException e) {
            throw new InvalidDocumentException("the document", "it can't be read");
        }
    }

    /** A reader that stands before the first token. */
    static JsonReader of(char[] text) throws InvalidDocumentException {
        if (text.length > Json.LONGEST) {
            throw tooLong();
        }
        try {
            return new JsonReader(FACTORY.createParser(text), false);
        } catch (IOException e) {
            throw new InvalidDocumentException("the document", "it can't be read");
        }
    }

    static InvalidDocumentException tooLong() {
        return new InvalidDocumentException("the document", "it is longer than " + Json.LONGEST + " bytes");
    }

    /** Steps to the next token; null at the end of the document. */
    @Nullable
    JsonToken next() throws InvalidDocumentException {
        try {
            return parser.nextToken();
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "objects and arrays are nested deeper than " + Json.DEEPEST + ", or a name or number is too long");
        } catch (IOException e) {
            throw malformed("this is no JSON");
        }
    }

    /** The parser's own message is not passed on: it quotes the document, which may hold a secret. */
    private InvalidDocumentException malformed(String problem) {
        return new InvalidDocumentException(place(parser.currentLocation()), problem);
    }

    private static String place(JsonLocation at) {
        return "line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /** Refuses whatever follows the value. */
    void end() throws InvalidDocumentException {
        if (next() != null) {
            throw malformed("something follows the value");
        }
    }

    /** What is wrong with the value just read. */
    InvalidDocumentException wrong(String problem) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return new InvalidDocumentException(pointer.isEmpty() ? "the document" : "`" + pointer + "`", problem);
    }

    /** The same with line and column, for a document that a person wrote. */
    InvalidDocumentException wrongHere(String problem) {
        return new InvalidDocumentException(place(parser.currentTokenLocation()), problem);
    }

    private void expect(JsonToken token, String what) throws InvalidDocumentException {
        if (parser.currentToken() != token) {
            throw wrong("this must be " + what);
        }
    }

    void beginObject() throws InvalidDocumentException {
        expect(JsonToken.START_OBJECT, "an object");
    }

    /** Whether the next member has that name; if so, its value is the current one. */
    boolean optional(String name) throws InvalidDocumentException {
        if (peek() != JsonToken.FIELD_NAME || !name.equals(name())) {
            return false;
        }
        peeked = false;
        next();
        return true;
    }

    /** Steps to the value of the member that must come next. */
    void required(String name) throws InvalidDocumentException {
        if (!optional(name)) {
            boolean early = parser.currentToken() == JsonToken.FIELD_NAME && name().compareTo(name) < 0;
            throw early ? unexpected() : wrong("member `" + name + "` is missing");
        }
    }

    void endObject() throws InvalidDocumentException {
        if (peek() != JsonToken.END_OBJECT) {
            throw unexpected();
        }
        peeked = false;
    }

    private @Nullable JsonToken peek() throws InvalidDocumentException {
        if (!peeked) {
            next();
            peeked = true;
        }
        return parser.currentToken();
    }

    private InvalidDocumentException unexpected() {
        return wrong("this member is unknown, repeated or not in canonical order");
    }

    /** The name of the member at hand. */
    String name() throws InvalidDocumentException {
        try {
            String name = parser.currentName();
            return name == null ? "" : name;
        } catch (IOException e) {
            throw malformed("this is no JSON");
        }
    }

    void beginArray() throws InvalidDocumentException {
        expect(JsonToken.START_ARRAY, "an array");
    }

    /** Steps to the next item; false where the array ends. */
    boolean nextItem() throws InvalidDocumentException {
        return next() != JsonToken.END_ARRAY;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isWhole() {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
    }

    boolean isFlag() {
        return parser.currentToken() == JsonToken.VALUE_TRUE || parser.currentToken() == JsonToken.VALUE_FALSE;
    }

    boolean flag() throws InvalidDocumentException {
        if (!isFlag()) {
            throw wrong("this must be true or false");
        }
        return parser.currentToken() == JsonToken.VALUE_TRUE;
    }

    String text() throws InvalidDocumentException {
        expect(JsonToken.VALUE_STRING, "a string");
        String text = string();
        if (!plain && !JsonText.isWellFormed(text)) {
            throw wrong("this string has half a surrogate pair");
        }
        return text;
    }

    /** The string at hand, or the digits of a number, as they are. */
    String string() throws InvalidDocumentException {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw malformed("this is no JSON");
        }
    }

    long whole() throws InvalidDocumentException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        try {
            long value = parser.getLongValue();
            if (value == 0 && parser.getTextLength() > 1) {
                throw wrong("zero has no sign");
            }
            if (value <= Json.LARGEST && value >= -Json.LARGEST) {
                return value;
            }
        } catch (IOException e) {
            // Beyond a long: refused like what is beyond 2^53.
        }
        throw wrong("this number is larger than every reader can hold");
    }

    @Nullable
    JsonToken token() {
        return parser.currentToken();
    }
}

package dev.cordon.document;

import com.fasterxml.jackson.core.JsonToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a tree from a text. */
final class JsonParsing {

    private final JsonReader reader;
    private final Numbers numbers;

    /** How numbers are read. */
    enum Numbers {
        /** As whole numbers; others are refused. */
        WHOLE,
        /** As the text of their digits. */
        AS_TEXT,
        /** As null. */
        AS_NULL
    }

    private JsonParsing(JsonReader reader, Numbers numbers) {
        this.reader = reader;
        this.numbers = numbers;
    }

    static Json parse(JsonReader reader, Numbers numbers) throws InvalidDocumentException {
        if (reader.next() == null) {
            throw new InvalidDocumentException("the document", "it is empty");
        }
        Json value = new JsonParsing(reader, numbers).value();
        reader.end();
        return value;
    }

    /** The value at hand; its depth is bounded by the reader. */
    private Json value() throws InvalidDocumentException {
        JsonToken token = reader.token();
        if (token == JsonToken.START_OBJECT) {
            return members();
        } else if (token == JsonToken.START_ARRAY) {
            List<Json> items = new ArrayList<>();
            while (reader.nextItem()) {
                items.add(value());
            }
            return new Json.Items(items);
        } else if (token == JsonToken.VALUE_STRING) {
            return new Json.Text(wellFormed(reader.string()));
        } else if (numbers != Numbers.WHOLE
                && (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT)) {
            return numbers == Numbers.AS_TEXT ? new Json.Text(reader.string()) : new Json.Null();
        } else if (token == JsonToken.VALUE_NUMBER_INT) {
            return new Json.Whole(reader.whole());
        } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
            return new Json.Flag(token == JsonToken.VALUE_TRUE);
        } else if (token == JsonToken.VALUE_NULL) {
            return new Json.Null();
        }
        throw reader.wrongHere("numbers must be whole");
    }

    private Json members() throws InvalidDocumentException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (reader.next() == JsonToken.FIELD_NAME) {
            String name = wellFormed(reader.name());
            if (members.containsKey(name)) {
                throw reader.wrongHere("member `" + name + "` is repeated");
            }
            reader.next();
            members.put(name, value());
        }
        return new Json.Members(members);
    }

    private String wellFormed(String text) throws InvalidDocumentException {
        if (!JsonText.isWellFormed(text)) {
            throw reader.wrongHere("a string has half a surrogate pair");
        }
        return text;
    }
}

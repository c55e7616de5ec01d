package dev.cordon.document;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reads single values and lists of them. For one thread. */
final class ValueReader {

    private static final int FEW = 32;

    private final JsonReader json;

    /** Reads the value at hand. */
    @FunctionalInterface
    interface Value<T> {
        /** The value. */
        T read() throws InvalidDocumentException;
    }

    ValueReader(JsonReader json) {
        this.json = json;
    }

    JsonReader json() {
        return json;
    }

    /** What the policy's own types refuse becomes an error at this place. */
    <T> T valid(Value<T> value) throws InvalidDocumentException {
        try {
            return value.read();
        } catch (IllegalArgumentException e) {
            throw json.wrong(String.valueOf(e.getMessage()));
        }
    }

    <T> List<T> list(String name, Value<T> item) throws InvalidDocumentException {
        json.required(name);
        return items(item);
    }

    <T> List<T> items(Value<T> item) throws InvalidDocumentException {
        json.beginArray();
        if (!json.nextItem()) {
            return List.of();
        }
        T first = valid(item);
        if (!json.nextItem()) {
            return List.of(first);
        }
        T second = valid(item);
        if (!json.nextItem()) {
            return List.of(first, second);
        }
        List<T> items = new ArrayList<>();
        items.add(first);
        items.add(second);
        boolean more = true;
        while (more) {
            more = addSome(items, item);
        }
        return List.copyOf(items);
    }

    /**
     * Adds the next few items; whether there are more. A method that is called often is soon compiled, which one that
     * loops for long is not.
     */
    private <T> boolean addSome(List<T> items, Value<T> item) throws InvalidDocumentException {
        for (int i = 0; i < FEW; i++) {
            items.add(valid(item));
            if (!json.nextItem()) {
                return false;
            }
        }
        return true;
    }

    /** A list that is left out where it is empty. */
    <T> List<T> someItems(Value<T> item) throws InvalidDocumentException {
        List<T> items = items(item);
        if (items.isEmpty()) {
            throw json.wrong("an empty list is left out here");
        }
        return items;
    }

    /** A list that its type keeps as it is: repetition and disorder would be a second form of one policy. */
    <T> void requireKept(List<T> given, List<T> kept) throws InvalidDocumentException {
        if (given != kept && !given.equals(kept)) {
            throw json.wrong("a list in here repeats a value or is not in its order");
        }
    }

    String text(String name) throws InvalidDocumentException {
        json.required(name);
        return json.text();
    }

    long whole(String name) throws InvalidDocumentException {
        json.required(name);
        return json.whole();
    }

    boolean flag(String name) throws InvalidDocumentException {
        json.required(name);
        return json.flag();
    }

    /** The constant whose {@code toString} is the word. */
    <E extends Enum<E>> E word(String name, E[] constants) throws InvalidDocumentException {
        json.required(name);
        return word(constants);
    }

    <E extends Enum<E>> E word(E[] constants) throws InvalidDocumentException {
        String word = json.text();
        for (E constant : constants) {
            if (constant.toString().equals(word)) {
                return constant;
            }
        }
        throw json.wrong("`" + word + "` is none of " + List.of(constants));
    }

    /** One of the words that may stand where another is meant by silence. */
    <E extends Enum<E>> E other(List<E> constants) throws InvalidDocumentException {
        String text = json.text();
        for (E constant : constants) {
            if (text.equals(constant.toString())) {
                return constant;
            }
        }
        String words = constants.stream().map(constant -> "`" + constant + "`").collect(Collectors.joining(", "));
        throw json.wrong("this is one of " + words + ", or left out");
    }

    /** The one word that may stand where another is meant by silence. */
    <E extends Enum<E>> E other(E constant) throws InvalidDocumentException {
        if (!json.text().equals(constant.toString())) {
            throw json.wrong("this is `" + constant + "` or left out");
        }
        return constant;
    }
}

package dev.cordon.analysis;

import dev.cordon.document.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Typed access to the members of a recorded object, with errors that name the member. */
final class LineFields {

    private final String place;
    private final Json.Members members;

    LineFields(String place, Json.Members members) {
        this.place = place;
        this.members = members;
    }

    boolean has(String name) {
        return members.find(name).isPresent();
    }

    Map<String, Json> all() {
        return members.map();
    }

    String text(String name) throws UnreadableLineException {
        return optional(name).orElseThrow(() -> lacks(name));
    }

    Optional<String> optional(String name) throws UnreadableLineException {
        Json value = members.find(name).orElse(null);
        if (value == null) {
            return Optional.empty();
        }
        return Optional.of(text(name, value));
    }

    private String text(String name, Json value) throws UnreadableLineException {
        if (value instanceof Json.Text text) {
            return text.value();
        }
        throw wrong(name, "is no text");
    }

    /** A text that means something; {@code parse} answers with an empty or throws where it does not. */
    <T> Optional<T> optional(String name, Function<String, Optional<T>> parse) throws UnreadableLineException {
        Optional<String> text = optional(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(parsed(name, text.get(), parse));
    }

    <T> T value(String name, Function<String, T> parse) throws UnreadableLineException {
        return parsed(name, text(name), text -> Optional.of(parse.apply(text)));
    }

    private <T> T parsed(String name, String text, Function<String, Optional<T>> parse) throws UnreadableLineException {
        try {
            return parse.apply(text).orElseThrow(() -> wrong(name, "has an unknown value"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw wrong(name, "has an unknown value");
        }
    }

    Instant time(String name) throws UnreadableLineException {
        return value(name, Instant::parse);
    }

    long number(String name) throws UnreadableLineException {
        return optionalNumber(name).orElseThrow(() -> lacks(name));
    }

    Optional<Long> optionalNumber(String name) throws UnreadableLineException {
        Json value = members.find(name).orElse(null);
        if (value == null) {
            return Optional.empty();
        } else if (value instanceof Json.Whole number) {
            return Optional.of(number.value());
        }
        throw wrong(name, "is no whole number");
    }

    /** An array of whole numbers; none where it is not there. */
    List<Long> numbers(String name) throws UnreadableLineException {
        List<Long> numbers = new ArrayList<>();
        for (Json item : items(name)) {
            if (!(item instanceof Json.Whole number)) {
                throw wrong(name, "has something else than whole numbers");
            }
            numbers.add(number.value());
        }
        return List.copyOf(numbers);
    }

    List<String> texts(String name) throws UnreadableLineException {
        List<String> texts = new ArrayList<>();
        for (Json item : items(name)) {
            texts.add(text(name, item));
        }
        return List.copyOf(texts);
    }

    <T> List<T> values(String name, Function<String, Optional<T>> parse) throws UnreadableLineException {
        List<T> values = new ArrayList<>();
        for (String text : texts(name)) {
            values.add(parsed(name, text, parse));
        }
        return List.copyOf(values);
    }

    List<LineFields> objects(String name) throws UnreadableLineException {
        List<LineFields> objects = new ArrayList<>();
        for (Json item : items(name)) {
            objects.add(object(name, item));
        }
        return List.copyOf(objects);
    }

    private List<Json> items(String name) throws UnreadableLineException {
        Json value = members.find(name).orElse(null);
        if (value == null) {
            return List.of();
        } else if (value instanceof Json.Items items) {
            return items.list();
        }
        throw wrong(name, "is no array");
    }

    LineFields object(String name) throws UnreadableLineException {
        Json value = members.find(name).orElseThrow(() -> lacks(name));
        return object(name, value);
    }

    /** The object of that name, or one without members. */
    LineFields objectOrNone(String name) throws UnreadableLineException {
        return has(name)
                ? object(name)
                : new LineFields(place + name + ".", Json.object().build());
    }

    private LineFields object(String name, Json value) throws UnreadableLineException {
        if (value instanceof Json.Members object) {
            return new LineFields(place + name + ".", object);
        }
        throw wrong(name, "is no object");
    }

    private UnreadableLineException lacks(String name) {
        return new UnreadableLineException("lacks `" + place + name + "`");
    }

    UnreadableLineException wrong(String name, String how) {
        return new UnreadableLineException("`" + place + name + "` " + how);
    }
}

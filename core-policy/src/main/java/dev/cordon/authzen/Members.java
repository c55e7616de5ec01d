package dev.cordon.authzen;

import dev.cordon.document.Json;
import java.util.Optional;

/**
 * An object of a request, with errors that name the member. Members that nobody asks for are ignored (Authorization API
 * 1.0 §10.1.1).
 *
 * @param place the object's name and a dot; empty for the whole request
 * @param json its members
 */
record Members(String place, Json.Members json) {

    /** The object of that name, if there is one. */
    Optional<Members> object(String name) throws MalformedException {
        Json value = json.find(name).orElse(null);
        if (value == null) {
            return Optional.empty();
        } else if (value instanceof Json.Members object) {
            return Optional.of(new Members(place + name + ".", object));
        }
        throw wrong(name, "an object");
    }

    /** The object of that name, or one without members. */
    Members objectOrNone(String name) throws MalformedException {
        return object(name).orElseGet(() -> none(place + name + "."));
    }

    /** An object without members. */
    static Members none(String place) {
        return new Members(place, Json.object().build());
    }

    /** The string of that name, if there is one. */
    Optional<String> text(String name) throws MalformedException {
        Json value = json.find(name).orElse(null);
        if (value == null) {
            return Optional.empty();
        } else if (value instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        throw wrong(name, "a string");
    }

    /** The string of that name. */
    String required(String name) throws MalformedException {
        return text(name).orElseThrow(() -> lacks(name));
    }

    MalformedException lacks(String name) {
        return new MalformedException("`" + place + name + "` is missing");
    }

    MalformedException wrong(String name, String kind) {
        return new MalformedException("`" + place + name + "` must be " + kind);
    }
}

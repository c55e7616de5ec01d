package dev.cordon.document;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers the members of a JSON object, in any order. For one thread. */
public final class JsonObjectBuilder {

    private final Map<String, Json> members = new TreeMap<>();

    JsonObjectBuilder() {}

    /**
     * Adds a member.
     *
     * @throws IllegalArgumentException where there is one of that name
     */
    public JsonObjectBuilder put(String name, Json value) {
        if (members.putIfAbsent(name, value) != null) {
            throw new IllegalArgumentException("member `" + name + "` is written twice");
        }
        return this;
    }

    /** Adds a string. */
    public JsonObjectBuilder put(String name, String value) {
        return put(name, Json.of(value));
    }

    /** Adds a whole number. */
    public JsonObjectBuilder put(String name, long value) {
        return put(name, Json.of(value));
    }

    /** Adds a boolean. */
    public JsonObjectBuilder put(String name, boolean value) {
        return put(name, Json.of(value));
    }

    /** Adds a member where there is a value, else nothing. */
    public JsonObjectBuilder put(String name, Optional<Json> value) {
        return value.map(present -> put(name, present)).orElse(this);
    }

    /** The object. */
    public Json.Members build() {
        return new Json.Members(members);
    }
}

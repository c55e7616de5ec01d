package dev.cordon.aws.event;

import dev.cordon.document.Json;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The headers of the call. REST APIs and payload 1.0 write each twice: the last value in {@code headers}, all of them
 * in {@code multiValueHeaders}; payload 2.0 joins them with commas. Names are compared without regard to ASCII case.
 */
final class EventHeaders {

    private final Map<String, Json> single;
    private final Map<String, Json> all;

    private EventHeaders(Map<String, Json> single, Map<String, Json> all) {
        this.single = single;
        this.all = all;
    }

    static EventHeaders of(EventFields event) throws UnreadableEventException {
        return new EventHeaders(event.open("headers"), event.open("multiValueHeaders"));
    }

    /** All different values of a header. */
    Set<String> values(String lowercaseName) throws UnreadableEventException {
        Set<String> values = new LinkedHashSet<>();
        for (Map.Entry<String, Json> header : single.entrySet()) {
            if (isNamed(header.getKey(), lowercaseName)) {
                add(values, header.getValue(), lowercaseName);
            }
        }
        for (Map.Entry<String, Json> header : all.entrySet()) {
            if (isNamed(header.getKey(), lowercaseName)) {
                addAll(values, header.getValue(), lowercaseName);
            }
        }
        return values;
    }

    /**
     * The one value of a header.
     *
     * @throws UnreadableEventException where there are two that differ: nobody can say which one the service will read
     */
    Optional<String> one(String lowercaseName) throws UnreadableEventException {
        Set<String> values = values(lowercaseName);
        if (values.size() > 1) {
            throw new UnreadableEventException("header `" + lowercaseName + "` is there with two values");
        }
        return values.stream().findFirst();
    }

    private static void add(Set<String> values, Json value, String name) throws UnreadableEventException {
        if (value instanceof Json.Text text) {
            values.add(text.value());
        } else if (!(value instanceof Json.Null)) {
            throw new UnreadableEventException("header `" + name + "` of the event is no string");
        }
    }

    private static void addAll(Set<String> values, Json value, String name) throws UnreadableEventException {
        if (value instanceof Json.Items items) {
            for (Json item : items.list()) {
                add(values, item, name);
            }
        } else {
            add(values, value, name);
        }
    }

    /** By hand, because {@code equalsIgnoreCase} takes the Kelvin sign for a k. */
    private static boolean isNamed(String name, String lowercase) {
        if (name.length() != lowercase.length()) {
            return false;
        }
        for (int i = 0; i < lowercase.length(); i++) {
            char c = name.charAt(i);
            char lower = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
            if (lower != lowercase.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}

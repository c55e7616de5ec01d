package dev.cordon.document;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Numbers distinct values in the order of their first use; a document then names them by number. For one thread. */
final class Numbered<T> {

    private final Map<T, Integer> numbers = new LinkedHashMap<>();

    /** The value's number. */
    Json number(T value) {
        int next = numbers.size();
        Integer known = numbers.putIfAbsent(value, next);
        return Json.of(known == null ? next : known);
    }

    /** The values in the order of their numbers. */
    Json table(Function<T, Json> writer) {
        return PolicyWriter.items(numbers.keySet(), writer);
    }
}

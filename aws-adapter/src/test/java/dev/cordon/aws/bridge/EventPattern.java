package dev.cordon.aws.bridge;

import dev.cordon.document.Json;
import java.util.List;

/**
 * A pattern of a rule, of which the parts are known that Cordon's rules use: values, and beginnings of values.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Patterns</a>
 */
record EventPattern(Json.Members pattern) {

    boolean matches(Json.Members event) {
        return matches(pattern, event);
    }

    /** All that the pattern names must be there, and what it does not name may be anything. */
    private static boolean matches(Json.Members wanted, Json.Members is) {
        return wanted.map().entrySet().stream()
                .allMatch(one -> is.find(one.getKey())
                        .filter(value -> matches(one.getValue(), value))
                        .isPresent());
    }

    private static boolean matches(Json wanted, Json is) {
        if (wanted instanceof Json.Members members) {
            return is instanceof Json.Members inner && matches(members, inner);
        }
        List<Json> anyOf = ((Json.Items) wanted).list();
        return anyOf.stream().anyMatch(one -> is(one, is));
    }

    private static boolean is(Json wanted, Json is) {
        if (wanted instanceof Json.Text) {
            return wanted.equals(is);
        }
        if (wanted instanceof Json.Members filter
                && filter.map().size() == 1
                && filter.map().get("prefix") instanceof Json.Text prefix) {
            return is instanceof Json.Text text && text.value().startsWith(prefix.value());
        }
        throw new AssertionError("a pattern that is not known here: " + wanted);
    }
}

package dev.cordon.cli.store;

import dev.cordon.document.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Members of answers, for people. What is not there is shown as {@code -}. */
final class Answers {

    private Answers() {}

    static Optional<String> text(Json.Members answer, String member) {
        return answer.find(member).map(value -> value instanceof Json.Text text ? text.value() : value.toCanonical());
    }

    static String shown(Json.Members answer, String member) {
        return text(answer, member).orElse("-");
    }

    static List<Json.Members> items(Json.Members answer, String member) {
        List<Json.Members> items = new ArrayList<>();
        if (answer.find(member).orElse(new Json.Null()) instanceof Json.Items found) {
            for (Json item : found.list()) {
                if (item instanceof Json.Members members) {
                    items.add(members);
                }
            }
        }
        return items;
    }

    /** The texts of an array, or {@code -} where there is none. */
    static String list(Json.Members answer, String member) {
        if (answer.find(member).orElse(new Json.Null()) instanceof Json.Items found
                && !found.list().isEmpty()) {
            return found.list().stream()
                    .map(item -> item instanceof Json.Text text ? text.value() : item.toCanonical())
                    .collect(Collectors.joining(", "));
        }
        return "-";
    }

    /** How often in all. */
    static long uses(Json.Members token) {
        long sum = 0;
        if (token.find("uses").orElse(new Json.Null()) instanceof Json.Members uses) {
            for (Json count : uses.map().values()) {
                sum = count instanceof Json.Whole whole ? Math.min(Json.LARGEST, sum + whole.value()) : sum;
            }
        }
        return sum;
    }
}

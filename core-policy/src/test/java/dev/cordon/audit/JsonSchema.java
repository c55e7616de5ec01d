package dev.cordon.audit;

import dev.cordon.document.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * As much of JSON Schema 2020-12 as the decision log's schema is written in; any other keyword fails. Stricter in one
 * thing: a member that the schema does not name is a fault, for it would be undocumented.
 */
final class JsonSchema {

    private static final Set<String> KEYWORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "format",
            "type",
            "const",
            "enum",
            "pattern",
            "minLength",
            "maxLength",
            "minimum",
            "minItems",
            "items",
            "properties",
            "required",
            "anyOf",
            "additionalProperties");

    private final Json.Members root;

    private JsonSchema(Json.Members root) {
        this.root = root;
    }

    static JsonSchema read(Path file) throws Exception {
        return of(Files.readAllBytes(file));
    }

    private static JsonSchema of(byte[] utf8) throws Exception {
        return new JsonSchema((Json.Members) Json.parse(utf8));
    }

    /** What is wrong with a value; empty where nothing is. */
    List<String> faults(Json value) {
        return faults("", value, root);
    }

    private List<String> faults(String place, Json value, Json.Members schema) {
        if (!KEYWORDS.containsAll(schema.map().keySet())) {
            throw new IllegalStateException(
                    "keywords that nobody checks: " + schema.map().keySet());
        }
        List<String> faults = new ArrayList<>();
        if (schema.find("$ref").orElse(null) instanceof Json.Text ref) {
            Json.Members definitions = (Json.Members) root.map().get("$defs");
            String name = ref.value().substring("#/$defs/".length());
            faults.addAll(faults(place, value, (Json.Members) definitions.map().get(name)));
        }
        if (schema.find("anyOf").orElse(null) instanceof Json.Items any
                && any.list().stream()
                        .noneMatch(
                                one -> faults(place, value, (Json.Members) one).isEmpty())) {
            any.list().forEach(one -> faults.addAll(faults(place, value, (Json.Members) one)));
        }
        if (!isOfType(value, schema) || !isListed(value, schema) || !isInBounds(value, schema)) {
            faults.add(place + " is " + value);
        }
        if (value instanceof Json.Items items && schema.find("items").orElse(null) instanceof Json.Members each) {
            items.list().forEach(item -> faults.addAll(faults(place + "[]", item, each)));
        }
        if (value instanceof Json.Members members && schema.find("type").isPresent()) {
            faults.addAll(memberFaults(place, members, schema));
        }
        return faults;
    }

    private List<String> memberFaults(String place, Json.Members members, Json.Members schema) {
        List<String> faults = new ArrayList<>();
        if (schema.find("required").orElse(null) instanceof Json.Items required) {
            for (Json name : required.list()) {
                if (members.find(((Json.Text) name).value()).isEmpty()) {
                    faults.add(place + " lacks " + name);
                }
            }
        }
        Map<String, Json> known =
                schema.find("properties").orElse(null) instanceof Json.Members properties ? properties.map() : Map.of();
        members.map().forEach((name, member) -> {
            Json own = known.getOrDefault(name, schema.map().get("additionalProperties"));
            if (own instanceof Json.Members described) {
                faults.addAll(faults(place + "/" + name, member, described));
            } else {
                faults.add(place + "/" + name + " is not described");
            }
        });
        return faults;
    }

    private static boolean isOfType(Json value, Json.Members schema) {
        if (!(schema.find("type").orElse(null) instanceof Json.Text type)) {
            return true;
        }
        return switch (type.value()) {
            case "object" -> value instanceof Json.Members;
            case "array" -> value instanceof Json.Items;
            case "string" -> value instanceof Json.Text;
            case "integer" -> value instanceof Json.Whole;
            case "boolean" -> value instanceof Json.Flag;
            default -> throw new IllegalStateException("type that nobody checks: " + type);
        };
    }

    private static boolean isListed(Json value, Json.Members schema) {
        boolean constant = schema.find("const").map(value::equals).orElse(true);
        return constant
                && (!(schema.find("enum").orElse(null) instanceof Json.Items words)
                        || words.list().contains(value));
    }

    private static boolean isInBounds(Json value, Json.Members schema) {
        if (value instanceof Json.Text text) {
            boolean matches = !(schema.find("pattern").orElse(null) instanceof Json.Text pattern)
                    || text.value().matches(pattern.value());
            return matches
                    && text.value().length() >= number(schema, "minLength", 0)
                    && text.value().length() <= number(schema, "maxLength", Integer.MAX_VALUE);
        } else if (value instanceof Json.Items items) {
            return items.list().size() >= number(schema, "minItems", 0);
        }
        return !(value instanceof Json.Whole whole) || whole.value() >= number(schema, "minimum", Long.MIN_VALUE);
    }

    private static long number(Json.Members schema, String keyword, long otherwise) {
        return schema.find(keyword).orElse(null) instanceof Json.Whole whole ? whole.value() : otherwise;
    }
}

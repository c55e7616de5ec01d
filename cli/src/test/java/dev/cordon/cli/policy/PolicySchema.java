package dev.cordon.cli.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The JSON Schema (2020-12) of policy files, made from the same forms as their checks. */
final class PolicySchema {

    /** What is named as someone else names it. */
    private static final Set<String> FREELY_NAMED = Set.of("a claim", "a service's name", "a value");

    private PolicySchema() {}

    static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Cordon policy");
        schema.putAll(of(PolicyForms.POLICY));
        return text(schema, "") + "\n";
    }

    static Map<String, Object> of(Form form) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (form instanceof Form.Text text) {
            schema.put("type", "string");
            schema.put("pattern", text.notation().pattern());
            schema.put("examples", List.of(text.notation().example()));
        } else if (form instanceof Form.Choice choice) {
            schema.put("enum", choice.words());
        } else if (form instanceof Form.Version) {
            schema.put("const", 1);
        } else if (form instanceof Form.Value) {
            schema.put("type", List.of("string", "integer", "boolean"));
        } else if (form instanceof Form.Items items) {
            schema.put("type", "array");
            schema.put("items", of(items.item()));
            if (!items.mayBeEmpty()) {
                schema.put("minItems", 1);
            }
            schema.put("uniqueItems", true);
        } else if (form instanceof Form.Named named) {
            schema.put("type", "object");
            if (!FREELY_NAMED.contains(named.entry())) {
                schema.put("propertyNames", Map.of("pattern", Notation.NAME.pattern()));
            }
            schema.put("additionalProperties", of(named.value()));
        } else if (form instanceof Form.Either either) {
            schema.put("anyOf", List.of(of(either.word()), of(either.other())));
        } else if (form instanceof Form.Block block) {
            block(block, schema);
        }
        return schema;
    }

    private static void block(Form.Block block, Map<String, Object> schema) {
        schema.put("type", "object");
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Form.Key key : block.keys()) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.meaning());
            property.putAll(of(key.form()));
            properties.put(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (block.single()) {
            schema.put("minProperties", 1);
            schema.put("maxProperties", 1);
        }
        schema.put("additionalProperties", false);
    }

    private static String text(Object value, String indent) {
        String deeper = indent + "  ";
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> deeper + quoted((String) entry.getKey()) + ": " + text(entry.getValue(), deeper))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
        } else if (value instanceof List<?> list && list.stream().anyMatch(item -> item instanceof Map)) {
            return list.stream()
                    .map(item -> deeper + text(item, deeper))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        } else if (value instanceof List<?> list) {
            return list.stream().map(item -> text(item, "")).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String string ? quoted(string) : String.valueOf(value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}

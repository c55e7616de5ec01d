package dev.cordon.cli.policy;

import dev.cordon.cli.yaml.ScalarKind;
import dev.cordon.cli.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** As much of JSON Schema 2020-12 as {@link PolicySchema} writes: an independent reading of what the schema says. */
final class SchemaCheck {

    private SchemaCheck() {}

    static boolean isValid(YamlNode node, Map<?, ?> schema) {
        if (schema.get("anyOf") instanceof List<?> any
                && any.stream().noneMatch(one -> isValid(node, (Map<?, ?>) one))) {
            return false;
        }
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar(scalar, schema);
        }
        return node instanceof YamlNode.Sequence list ? array(list, schema) : object((YamlNode.Mapping) node, schema);
    }

    private static boolean scalar(YamlNode.Scalar scalar, Map<?, ?> schema) {
        String type = switch (scalar.kind()) {
            case TEXT -> "string";
            case WHOLE -> "integer";
            case NUMBER -> "number";
            case FLAG -> "boolean";
            case NOTHING -> "null";
        };
        boolean typed = !schema.containsKey("type")
                || schema.get("type").equals(type)
                || schema.get("type") instanceof List<?> types && types.contains(type);
        boolean constant = !schema.containsKey("const")
                || scalar.kind() == ScalarKind.WHOLE && scalar.text().equals(String.valueOf(schema.get("const")));
        boolean listed = !(schema.get("enum") instanceof List<?> words)
                || scalar.kind() == ScalarKind.TEXT && words.contains(scalar.text());
        return typed && constant && listed && matches(schema, scalar.text());
    }

    private static boolean matches(Map<?, ?> schema, String text) {
        return !(schema.get("pattern") instanceof String pattern)
                || Pattern.compile(pattern).matcher(text).find();
    }

    private static boolean array(YamlNode.Sequence list, Map<?, ?> schema) {
        if (schema.containsKey("anyOf")) {
            return true;
        }
        int least = schema.get("minItems") instanceof Integer number ? number : 0;
        return "array".equals(schema.get("type"))
                && list.items().size() >= least
                && list.items().stream().allMatch(item -> isValid(item, (Map<?, ?>) schema.get("items")));
    }

    private static boolean object(YamlNode.Mapping mapping, Map<?, ?> schema) {
        if (schema.containsKey("anyOf")) {
            return true;
        }
        int count = mapping.entries().size();
        boolean counted = !(schema.get("maxProperties") instanceof Integer most) || count <= most && count >= 1;
        boolean complete = !(schema.get("required") instanceof List<?> required)
                || required.stream().allMatch(key -> mapping.get((String) key).isPresent());
        return "object".equals(schema.get("type"))
                && counted
                && complete
                && mapping.entries().stream().allMatch(entry -> entry(entry, schema));
    }

    private static boolean entry(YamlNode.Entry entry, Map<?, ?> schema) {
        String key = entry.key().text();
        boolean named = !(schema.get("propertyNames") instanceof Map<?, ?> names) || matches(names, key);
        if (schema.get("properties") instanceof Map<?, ?> known && known.get(key) instanceof Map<?, ?> property) {
            return isValid(entry.value(), property);
        }
        return named && schema.get("additionalProperties") instanceof Map<?, ?> other && isValid(entry.value(), other);
    }
}

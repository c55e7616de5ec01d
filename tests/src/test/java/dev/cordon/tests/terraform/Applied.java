package dev.cordon.tests.terraform;

import dev.cordon.document.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What an example made.
 *
 * @param made the attributes of each resource, by its address
 * @param outputs the example's outputs
 */
public record Applied(Map<String, Json.Members> made, Map<String, String> outputs) {

    /** From what {@code terraform show -json} prints; its outputs are left out. */
    public static Applied of(Json state) {
        Map<String, Json.Members> made = new TreeMap<>();
        collect(member(member(state, "values"), "root_module"), made);
        return new Applied(made, Map.of());
    }

    static void collect(Json module, Map<String, Json.Members> made) {
        for (Json resource : items(module, "resources")) {
            made.put(text(resource, "address"), (Json.Members) member(resource, "values"));
        }
        for (Json child : items(module, "child_modules")) {
            collect(child, made);
        }
    }

    static List<Json> items(Json of, String name) {
        return ((Json.Members) of)
                .find(name)
                .map(value -> ((Json.Items) value).list())
                .orElse(List.of());
    }

    /** The attributes of a resource, such as {@code aws_lambda_function.authorizer}, of which there is one. */
    public Json.Members one(String address) {
        List<Json.Members> found = made.entrySet().stream()
                .filter(it -> it.getKey().equals(address) || it.getKey().endsWith("." + address))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of `" + address + "` in " + new TreeSet<>(made.keySet()));
        }
        return found.get(0);
    }

    /** The environment variables of the authorizer. */
    public Map<String, String> settings() {
        return settings("aws_lambda_function.authorizer");
    }

    /** The environment variables of a function. */
    public Map<String, String> settings(String function) {
        Json environment = member(one(function), "environment");
        Json block = ((Json.Items) environment).list().get(0);
        Map<String, String> settings = new TreeMap<>();
        ((Json.Members) member(block, "variables"))
                .map()
                .forEach((name, value) -> settings.put(name, ((Json.Text) value).value()));
        return settings;
    }

    /** A member of an object. */
    public static Json member(Json of, String name) {
        return ((Json.Members) of).find(name).orElseThrow(() -> new AssertionError("no `" + name + "` in " + of));
    }

    /** The text of a member. */
    public static String text(Json of, String name) {
        Json value = member(of, name);
        return value instanceof Json.Text text ? text.value() : value.toCanonical();
    }
}

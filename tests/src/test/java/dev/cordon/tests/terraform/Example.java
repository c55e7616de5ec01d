package dev.cordon.tests.terraform;

import dev.cordon.document.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One example's life: applied, planned once more, destroyed.
 *
 * @param made what the emulator has after the apply, resource attributes by the resource's address
 * @param outputs the example's outputs
 * @param changes what the second plan would change: {@code type.attribute}, or {@code delete ADDRESS} and the like
 * @param left addresses that are still in the state after the destroy
 */
record Example(Map<String, Json.Members> made, Map<String, String> outputs, Set<String> changes, List<String> left) {

    static Example live(Terraform example) throws Exception {
        example.init().run("validate", "-no-color").succeeded();
        example.run("apply", "-auto-approve", "-input=false", "-no-color", "-parallelism=20")
                .succeeded();
        example.run("plan", "-input=false", "-no-color", "-out=second.plan").succeeded();
        Json.Members plan = (Json.Members) example.json("show", "-json", "second.plan");
        Map<String, String> outputs = new TreeMap<>();
        members(example.json("output", "-json")).forEach((name, output) -> outputs.put(name, text(output, "value")));
        // the plan has just read everything
        example.run("destroy", "-auto-approve", "-input=false", "-no-color", "-parallelism=20", "-refresh=false")
                .succeeded();
        List<String> left =
                example.run("state", "list").succeeded().output().lines().toList();
        Json root = member(member(member(plan, "prior_state"), "values"), "root_module");
        Map<String, Json.Members> made = new HashMap<>();
        collect(root, made);
        return new Example(made, outputs, changes(plan), left);
    }

    private static void collect(Json module, Map<String, Json.Members> made) {
        for (Json resource : items(module, "resources")) {
            made.put(text(resource, "address"), (Json.Members) member(resource, "values"));
        }
        for (Json child : items(module, "child_modules")) {
            collect(child, made);
        }
    }

    private static Set<String> changes(Json plan) {
        Set<String> changes = new TreeSet<>();
        for (Json resource : items(plan, "resource_changes")) {
            Json change = member(resource, "change");
            List<String> actions =
                    items(change, "actions").stream().map(Json::toCanonical).toList();
            if (actions.equals(List.of("\"update\""))) {
                Map<String, Json> after = members(member(change, "after"));
                Set<String> names = new TreeSet<>(after.keySet());
                Json unknown = member(change, "after_unknown");
                members(unknown).forEach((name, value) -> {
                    if (value.equals(Json.of(true))) {
                        names.add(name);
                    }
                });
                Map<String, Json> before = members(member(change, "before"));
                names.removeIf(
                        name -> after.containsKey(name) && after.get(name).equals(before.get(name)));
                names.forEach(name -> changes.add(text(resource, "type") + "." + name));
            } else if (!actions.equals(List.of("\"no-op\"")) && !actions.equals(List.of("\"read\""))) {
                changes.add(String.join("+", actions) + " " + text(resource, "address"));
            }
        }
        return changes;
    }

    static Json member(Json of, String name) {
        return ((Json.Members) of).find(name).orElseThrow(() -> new AssertionError("no `" + name + "` in " + of));
    }

    static String text(Json of, String name) {
        Json value = member(of, name);
        return value instanceof Json.Text text ? text.value() : value.toCanonical();
    }

    private static Map<String, Json> members(Json of) {
        return ((Json.Members) of).map();
    }

    private static List<Json> items(Json of, String name) {
        return ((Json.Members) of)
                .find(name)
                .map(value -> ((Json.Items) value).list())
                .orElse(List.of());
    }

    /** The attributes of a resource, such as {@code aws_lambda_function.authorizer}, of which there is one. */
    Json.Members one(String address) {
        List<Json.Members> found = made.entrySet().stream()
                .filter(it -> it.getKey().equals(address) || it.getKey().endsWith("." + address))
                .map(Map.Entry::getValue)
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of `" + address + "` in " + new TreeSet<>(made.keySet()));
        }
        return found.get(0);
    }

    static Path folder(Path copy, String name) {
        return copy.resolve("examples").resolve(name);
    }
}

package dev.cordon.tests.terraform;

import static dev.cordon.tests.terraform.Applied.items;
import static dev.cordon.tests.terraform.Applied.member;
import static dev.cordon.tests.terraform.Applied.text;

import dev.cordon.document.Json;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One example's life: applied, used, planned once more, destroyed.
 *
 * @param applied what it made
 * @param changes what the second plan would change: {@code type.attribute}, or {@code delete ADDRESS} and the like
 * @param left addresses that are still in the state after the destroy
 */
public record Example(Applied applied, Set<String> changes, List<String> left) {

    /** What is done with an example while it is there. */
    public interface Use {
        /**
         * Uses it.
         *
         * @param applied what was made
         * @param example where it is changed and applied again
         */
        void of(Applied applied, Terraform example) throws Exception;
    }

    /** Lets an example live. */
    public static Example live(Terraform example, Use use) throws Exception {
        example.init().run("validate", "-no-color").succeeded();
        example.apply();
        example.run("plan", "-input=false", "-no-color", "-out=second.plan").succeeded();
        Json.Members plan = (Json.Members) example.json("show", "-json", "second.plan");
        Map<String, String> outputs = new TreeMap<>();
        members(example.json("output", "-json")).forEach((name, output) -> outputs.put(name, text(output, "value")));
        Json root = member(member(member(plan, "prior_state"), "values"), "root_module");
        Map<String, Json.Members> made = new HashMap<>();
        Applied.collect(root, made);
        Applied applied = new Applied(made, outputs);
        use.of(applied, example);
        // the plan has just read everything
        example.run("destroy", "-auto-approve", "-input=false", "-no-color", "-parallelism=20", "-refresh=false")
                .succeeded();
        List<String> left =
                example.run("state", "list").succeeded().output().lines().toList();
        return new Example(applied, changes(plan), left);
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

    private static Map<String, Json> members(Json of) {
        return ((Json.Members) of).map();
    }

    /** Where an example is in a copy of all. */
    public static Path folder(Path copy, String name) {
        return copy.resolve("examples").resolve(name);
    }
}

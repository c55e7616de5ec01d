package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import dev.cordon.document.Json;
import java.util.List;
import java.util.Map;

/** One thing with all that is known of it, and at the end how it was used. */
final class Sheet {

    private Sheet() {}

    static void print(Console console, Json.Members thing, List<String> members) {
        for (String member : members) {
            boolean many = thing.find(member).orElse(new Json.Null()) instanceof Json.Items;
            console.out().println(line(member, many ? Answers.list(thing, member) : Answers.shown(thing, member)));
        }
        if (thing.find("uses").orElse(new Json.Null()) instanceof Json.Members uses) {
            for (Map.Entry<String, Json> use : uses.map().entrySet()) {
                console.out()
                        .println(line(
                                "uses", use.getKey() + "  " + use.getValue().toCanonical()));
            }
        }
    }

    private static String line(String name, String value) {
        return name + " ".repeat(13 - name.length()) + Table.plain(value);
    }
}

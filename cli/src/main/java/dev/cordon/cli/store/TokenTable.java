package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import dev.cordon.document.Json;
import java.util.List;

/** Shows what was handed out. */
final class TokenTable {

    private static final List<String> MEMBERS = List.of(
            "id",
            "kind",
            "caller",
            "target",
            "purpose",
            "owner",
            "generation",
            "transaction",
            "issued",
            "expires",
            "firstUsed",
            "lastUsed");

    private TokenTable() {}

    static void print(Console console, boolean json, Listing.Found found) {
        if (json) {
            console.out().println(Listing.json("tokens", found).toCanonical());
            return;
        }
        Table table = new Table("ID", "KIND", "CALLER", "TARGET", "PURPOSE", "OWNER", "EXPIRES", "LAST USED", "USES");
        for (Json.Members token : found.items()) {
            table.add(
                    Answers.shown(token, "id"),
                    Answers.shown(token, "kind"),
                    Answers.shown(token, "caller"),
                    Answers.shown(token, "target"),
                    Answers.shown(token, "purpose"),
                    Answers.shown(token, "owner"),
                    Answers.shown(token, "expires"),
                    Answers.shown(token, "lastUsed"),
                    Long.toString(Answers.uses(token)));
        }
        Listing.print(console, table, found);
    }

    /** One, with all that is known. */
    static void print(Console console, Json.Members token) {
        Sheet.print(console, token, MEMBERS);
    }
}

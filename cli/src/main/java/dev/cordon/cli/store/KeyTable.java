package dev.cordon.cli.store;

import dev.cordon.cli.Console;
import dev.cordon.document.Json;

/** Shows signing keys. */
final class KeyTable {

    private KeyTable() {}

    static void print(Console console, boolean json, Json.Members answer) {
        if (json) {
            console.out().println(answer.toCanonical());
            return;
        }
        Table table = new Table("KID", "ALG", "SHOWN FROM", "SIGNS FROM", "SIGNS UNTIL", "SIGNS NOW");
        for (Json.Members key : Answers.items(answer, "keys")) {
            table.add(
                    Answers.shown(key, "kid"),
                    Answers.shown(key, "alg"),
                    Answers.shown(key, "published"),
                    Answers.shown(key, "from"),
                    Answers.shown(key, "until"),
                    Answers.shown(key, "signs").equals("true") ? "yes" : "no");
        }
        table.print(console);
    }
}

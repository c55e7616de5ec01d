package dev.cordon.cli.store;

import dev.cordon.cli.CommandException;
import dev.cordon.cli.Console;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** How much of a long list is shown. */
final class Listing {

    private static final int MOST = 10_000;
    private static final int MOST_AT_ONCE = 500;

    @Option(names = "--limit", paramLabel = "NUMBER", description = "how many at most, from 1 to 10000 (default: 100)")
    private int limit = 100;

    @Option(names = "--after", paramLabel = "NEXT", description = "go on where the list before ended")
    private Optional<String> after = Optional.empty();

    /**
     * What was found.
     *
     * @param items as they were answered
     * @param next where the list goes on
     */
    record Found(List<Json.Members> items, Optional<String> next) {}

    /** Asks for pages until there are enough. */
    Found read(StoreAccess store, String operation, String member, Supplier<JsonObjectBuilder> arguments)
            throws CommandException {
        if (limit < 1 || limit > MOST) {
            throw CommandException.badInput("`--limit " + limit + "`: write a number from 1 to " + MOST);
        }
        List<Json.Members> items = new ArrayList<>();
        Optional<String> next = after;
        do {
            Json.Members page = store.ask(
                    operation,
                    arguments
                            .get()
                            .put("after", next.map(Json::of))
                            .put("most", Math.min(MOST_AT_ONCE, limit - items.size())));
            items.addAll(Answers.items(page, member));
            next = Answers.text(page, "next");
        } while (next.isPresent() && items.size() < limit);
        return new Found(items, next);
    }

    /** Says where the list goes on. */
    static void print(Console console, Table table, Found found) {
        table.print(console);
        found.next().ifPresent(next -> console.err().println("there are more: go on with --after '" + next + "'"));
    }

    static Json json(String member, Found found) {
        return Json.object()
                .put(member, Json.array(List.copyOf(found.items())))
                .put("next", found.next().map(Json::of))
                .build();
    }
}

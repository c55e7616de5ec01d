package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.ledger.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How something was used, as an entry's text or a part of one. */
public final class UsageText {

    private UsageText() {}

    /** The text of that. */
    public static String write(Usage usage) {
        return Json.object()
                .put("first", time(usage.first()))
                .put("last", time(usage.last()))
                .put("uses", counts(usage))
                .build()
                .toCanonical();
    }

    static Optional<Json> time(Optional<Instant> time) {
        return time.map(one -> Json.of(one.toString()));
    }

    static Json counts(Usage usage) {
        JsonObjectBuilder uses = Json.object();
        usage.counts().forEach((operation, count) -> uses.put(operation, Long.toString(count)));
        return uses.build();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static Usage read(String text) {
        return EntryFields.read(text, UsageText::read);
    }

    static Usage read(EntryFields fields) {
        EntryFields uses = EntryFields.of(fields.members().find("uses").orElse(new Json.Null()));
        Map<String, Long> counts = new HashMap<>();
        uses.members().map().keySet().forEach(operation -> counts.put(operation, uses.whole(operation)));
        return new Usage(fields.optionalInstant("first"), fields.optionalInstant("last"), counts);
    }
}

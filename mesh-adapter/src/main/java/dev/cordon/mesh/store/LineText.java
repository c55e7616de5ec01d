package dev.cordon.mesh.store;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.TokenLedger.Use;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A line of the token ledger as an entry's text. */
final class LineText {

    private LineText() {}

    static String write(Line line) {
        LedgerEntry entry = line.entry();
        Usage usage = line.usage();
        return Json.object()
                .put("id", entry.id())
                .put("kind", entry.kind().name())
                .put("caller", entry.edge().caller().text())
                .put("target", entry.edge().target().text())
                .put("purpose", entry.edge().purpose().text())
                .put("generation", Long.toString(entry.generation()))
                .put("txn", entry.transaction())
                .put("issued", entry.issuedAt().toString())
                .put("expires", entry.expiresAt().toString())
                .put("first", usage.first().map(time -> Json.of(time.toString())))
                .put("last", usage.last().map(time -> Json.of(time.toString())))
                .put("uses", uses(usage.counts()))
                .build()
                .toCanonical();
    }

    private static Json uses(Map<String, Long> counts) {
        JsonObjectBuilder uses = Json.object();
        counts.forEach((operation, count) -> uses.put(operation, Long.toString(count)));
        return uses.build();
    }

    static Line read(String text) {
        return Fields.read(text, LineText::read);
    }

    private static Line read(Fields fields) {
        LedgerEntry entry = new LedgerEntry(
                fields.text("id"),
                LedgerEntry.Kind.valueOf(fields.text("kind")),
                new LedgerEntry.Edge(
                        new ServiceName(fields.text("caller")),
                        new ServiceName(fields.text("target")),
                        new FlowId(fields.text("purpose"))),
                fields.whole("generation"),
                fields.text("txn"),
                fields.instant("issued"),
                fields.instant("expires"));
        Fields uses = Fields.of(fields.members().find("uses").orElse(new Json.Null()));
        Map<String, Long> counts = new HashMap<>();
        uses.members().map().keySet().forEach(operation -> counts.put(operation, uses.whole(operation)));
        return new Line(entry, new Usage(fields.optionalInstant("first"), fields.optionalInstant("last"), counts));
    }

    /** The line with that use. */
    static Line with(Line line, Use use) {
        Usage usage = line.usage();
        Map<String, Long> counts = new HashMap<>(usage.counts());
        counts.merge(use.operation(), use.count(), Long::sum);
        Instant first = usage.first().filter(use.at()::isAfter).orElse(use.at());
        Instant last = usage.last().filter(use.at()::isBefore).orElse(use.at());
        return new Line(line.entry(), new Usage(Optional.of(first), Optional.of(last), counts));
    }
}

package dev.cordon.mesh.store;

import dev.cordon.document.Json;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;

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
                .put("first", UsageText.time(usage.first()))
                .put("last", UsageText.time(usage.last()))
                .put("uses", UsageText.counts(usage))
                .build()
                .toCanonical();
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
        return new Line(entry, UsageText.read(fields));
    }
}

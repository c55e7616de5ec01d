package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.ledger.TokenLedger.Line;
import dev.cordon.ledger.Usage;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.ServiceName;
import java.util.ArrayList;
import java.util.List;

/** A line of the token ledger as an entry's text. */
public final class LineText {

    private LineText() {}

    /** The text of that. */
    public static String write(Line line) {
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
                .put("status", entry.listing().map(LineText::write))
                .put("first", UsageText.time(usage.first()))
                .put("last", UsageText.time(usage.last()))
                .put("uses", UsageText.counts(usage))
                .build()
                .toCanonical();
    }

    private static Json write(LedgerEntry.Listing listing) {
        List<Object> parties = new ArrayList<>();
        for (LedgerEntry.Party party : listing.parties()) {
            parties.add(party.service());
            parties.add(party.since());
        }
        return Json.object()
                .put("list", Long.toString(listing.list()))
                .put("index", Integer.toString(listing.index()))
                .put("key", listing.keyId())
                .put("parties", Json.texts(parties))
                .build();
    }

    /** Parties and seconds take turns. */
    private static LedgerEntry.Listing listing(EntryFields fields) {
        List<LedgerEntry.Party> parties = new ArrayList<>();
        List<String> texts = fields.texts("parties");
        if (texts.size() % 2 != 0) {
            throw new DamagedEntryException("a party of an entry has no second");
        }
        for (int i = 0; i < texts.size(); i += 2) {
            parties.add(new LedgerEntry.Party(new ServiceName(texts.get(i)), Long.parseLong(texts.get(i + 1))));
        }
        return new LedgerEntry.Listing(
                fields.whole("list"), Integer.parseInt(fields.text("index")), fields.text("key"), parties);
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static Line read(String text) {
        return EntryFields.read(text, LineText::read);
    }

    private static Line read(EntryFields fields) {
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
                fields.instant("expires"),
                fields.members().find("status").map(EntryFields::of).map(LineText::listing));
        return new Line(entry, UsageText.read(fields));
    }
}

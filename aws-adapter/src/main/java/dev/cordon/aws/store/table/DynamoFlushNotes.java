package dev.cordon.aws.store.table;

import dev.cordon.aws.cache.ApiStage;
import dev.cordon.aws.cache.FlushNote;
import dev.cordon.aws.cache.FlushNotes;
import dev.cordon.document.Json;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.EntryFields;
import dev.cordon.publication.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** What is noted of flushes, in the control plane's table. */
final class DynamoFlushNotes implements FlushNotes {

    private static final String FLUSH = "flush";

    private final ControlTable table;

    DynamoFlushNotes(ControlTable table) {
        this.table = table;
    }

    @Override
    public Optional<FlushNote> read(ApiStage stage) throws StoreUnavailableException {
        try {
            return table.get(key(stage)).map(text -> EntryFields.read(text, DynamoFlushNotes::note));
        } catch (DamagedEntryException e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static FlushNote note(EntryFields fields) {
        return new FlushNote(
                fields.whole("revocations"),
                fields.whole("services"),
                fields.instant("at"),
                fields.text("settled").equals("yes"));
    }

    @Override
    public boolean replace(ApiStage stage, Optional<FlushNote> known, FlushNote next) throws StoreUnavailableException {
        return table.write(List.of(Change.put(key(stage), text(next)).ifStill(known.map(DynamoFlushNotes::text))));
    }

    private static String text(FlushNote note) {
        return Json.object()
                .put("revocations", Long.toString(note.revocations()))
                .put("services", Long.toString(note.services()))
                .put("at", note.at().toString())
                .put("settled", note.settled() ? "yes" : "no")
                .build()
                .toCanonical();
    }

    private static Key key(ApiStage stage) {
        return new Key(FLUSH, stage.toString());
    }
}

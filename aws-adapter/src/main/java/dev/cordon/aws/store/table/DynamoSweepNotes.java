package dev.cordon.aws.store.table;

import dev.cordon.aws.connection.Changes;
import dev.cordon.aws.connection.SocketStage;
import dev.cordon.aws.connection.SweepNote;
import dev.cordon.aws.connection.SweepNotes;
import dev.cordon.document.Json;
import dev.cordon.entry.DamagedEntryException;
import dev.cordon.entry.EntryFields;
import dev.cordon.publication.StoreUnavailableException;
import java.util.List;
import java.util.Optional;

/** What is noted of sweeps, in the control plane's table. */
final class DynamoSweepNotes implements SweepNotes {

    private static final String SWEEP = "sweep";

    private final ControlTable table;

    DynamoSweepNotes(ControlTable table) {
        this.table = table;
    }

    @Override
    public Optional<SweepNote> read(SocketStage stage) throws StoreUnavailableException {
        try {
            return table.get(key(stage)).map(text -> EntryFields.read(text, DynamoSweepNotes::note));
        } catch (DamagedEntryException e) {
            throw new StoreUnavailableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static SweepNote note(EntryFields fields) {
        return new SweepNote(
                new Changes(fields.whole("policy"), fields.whole("revocations"), fields.whole("services")),
                fields.instant("since"),
                fields.instant("at"),
                fields.text("whole").equals("yes"),
                fields.optional("stopped"));
    }

    @Override
    public boolean replace(SocketStage stage, Optional<SweepNote> known, SweepNote next)
            throws StoreUnavailableException {
        return table.write(List.of(Change.put(key(stage), text(next)).ifStill(known.map(DynamoSweepNotes::text))));
    }

    private static String text(SweepNote note) {
        return Json.object()
                .put("policy", Long.toString(note.changes().policy()))
                .put("revocations", Long.toString(note.changes().revocations()))
                .put("services", Long.toString(note.changes().services()))
                .put("since", note.since().toString())
                .put("at", note.at().toString())
                .put("whole", note.whole() ? "yes" : "no")
                .put("stopped", note.stopped().map(Json::of))
                .build()
                .toCanonical();
    }

    private static Key key(SocketStage stage) {
        return new Key(SWEEP, stage.toString());
    }
}

package dev.cordon.aws.store.table;

import dev.cordon.document.Json;
import dev.cordon.entry.EntryFields;
import dev.cordon.entry.RevocationText;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.RevocationEntry;
import java.util.Optional;

/**
 * A change of the revocations, as their log has it.
 *
 * @param removed what is in force no more
 * @param added what is in force from then on; where both are empty, what was over was forgotten
 */
record RevocationChange(Optional<Revocation> removed, Optional<RevocationEntry> added) {

    static final RevocationChange FORGOTTEN = new RevocationChange(Optional.empty(), Optional.empty());

    String write() {
        return Json.object()
                .put("removed", removed.map(RevocationChange::forEver).map(Json::of))
                .put("added", added.map(RevocationText::write).map(Json::of))
                .build()
                .toCanonical();
    }

    private static String forEver(Revocation revocation) {
        return RevocationText.write(RevocationEntry.forEver(revocation));
    }

    static RevocationChange read(String text) {
        return EntryFields.read(
                text,
                fields -> new RevocationChange(
                        fields.optional("removed").map(RevocationText::read).map(RevocationEntry::revocation),
                        fields.optional("added").map(RevocationText::read)));
    }
}

package dev.cordon.cli.store;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.mesh.store.StoreCopies;

/** A whole store, in words. */
final class CopyText {

    private CopyText() {}

    static String of(StoreCopies.Whole whole) {
        return whole.entries() + " entries, last commit " + whole.commit();
    }

    static JsonObjectBuilder json(StoreCopies.Whole whole) {
        return Json.object().put("entries", whole.entries()).put("commit", whole.commit());
    }
}

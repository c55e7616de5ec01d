package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.RotationJournal.Due;

/** When there is something to do for a service's credential, as an entry's text. */
public final class DueText {

    private DueText() {}

    /** The text of that. */
    public static String write(Due due) {
        return Json.object()
                .put("at", due.at().toString())
                .put("service", due.service().text())
                .build()
                .toCanonical();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static Due read(String text) {
        return EntryFields.read(text, fields -> new Due(fields.instant("at"), new ServiceName(fields.text("service"))));
    }

    /** A key in the order of time. */
    public static String key(Due due) {
        return TimeKey.instant(due.at()) + "/" + due.service().text();
    }
}

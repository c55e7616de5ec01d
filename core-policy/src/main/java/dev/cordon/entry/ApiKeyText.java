package dev.cordon.entry;

import dev.cordon.apikey.ApiKey;
import dev.cordon.document.Json;
import dev.cordon.ledger.LedgerEntry;
import dev.cordon.network.Cidr;
import dev.cordon.policy.Environment;
import dev.cordon.policy.FlowId;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.TimeWindow;
import java.time.DayOfWeek;
import java.time.ZoneId;

/** An API key as an entry's text. */
public final class ApiKeyText {

    private ApiKeyText() {}

    /** The text of that. */
    public static String write(ApiKey key) {
        ApiKey.Grant grant = key.grant();
        ApiKey.Bounds bounds = grant.bounds();
        ApiKey.Terms terms = key.terms();
        return Json.object()
                .put("id", key.id())
                .put("hash", key.hash().toString())
                .put("caller", grant.edge().caller().text())
                .put("target", grant.edge().target().text())
                .put("purpose", grant.edge().purpose().text())
                .put("scopes", Json.texts(grant.scopes()))
                .put("env", bounds.environment().text())
                .put("networks", Json.texts(bounds.networks()))
                .put(
                        "windows",
                        new Json.Items(bounds.windows().stream()
                                .map(ApiKeyText::window)
                                .toList()))
                .put("owner", terms.owner())
                .put("created", terms.createdAt().toString())
                .put("expires", terms.expiresAt().toString())
                .put("revoked", terms.revokedAt().map(time -> Json.of(time.toString())))
                .build()
                .toCanonical();
    }

    private static Json window(TimeWindow window) {
        return Json.object()
                .put("days", Json.texts(window.days()))
                .put("start", Integer.toString(window.startMinute()))
                .put("end", Integer.toString(window.endMinute()))
                .put("zone", window.zone().getId())
                .build();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static ApiKey read(String text) {
        return EntryFields.read(text, ApiKeyText::read);
    }

    private static ApiKey read(EntryFields fields) {
        return new ApiKey(
                fields.text("id"),
                HashText.read(fields.text("hash")),
                grant(fields),
                new ApiKey.Terms(
                        fields.text("owner"),
                        fields.instant("created"),
                        fields.instant("expires"),
                        fields.optionalInstant("revoked")));
    }

    private static ApiKey.Grant grant(EntryFields fields) {
        return new ApiKey.Grant(
                new LedgerEntry.Edge(
                        new ServiceName(fields.text("caller")),
                        new ServiceName(fields.text("target")),
                        new FlowId(fields.text("purpose"))),
                fields.texts("scopes").stream().map(Scope::new).toList(),
                bounds(fields));
    }

    private static ApiKey.Bounds bounds(EntryFields fields) {
        return new ApiKey.Bounds(
                new Environment(fields.text("env")),
                fields.texts("networks").stream()
                        .map(block -> Cidr.parse(block).orElseThrow(ApiKeyText::damage))
                        .toList(),
                fields.items("windows").stream()
                        .map(item -> window(EntryFields.of(item)))
                        .toList());
    }

    private static TimeWindow window(EntryFields fields) {
        return new TimeWindow(
                fields.texts("days").stream().map(DayOfWeek::valueOf).toList(),
                Math.toIntExact(fields.whole("start")),
                Math.toIntExact(fields.whole("end")),
                ZoneId.of(fields.text("zone")));
    }

    private static DamagedEntryException damage() {
        return new DamagedEntryException("an API key is not of its form");
    }
}

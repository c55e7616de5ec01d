package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialLife;
import dev.cordon.rotation.Generation;
import dev.cordon.rotation.GenerationState;
import dev.cordon.rotation.GenerationState.Trigger;
import dev.cordon.rotation.LifeEvent;
import dev.cordon.rotation.LifeOrder;
import java.util.Optional;

/** The life of a service's credential as an entry's text. */
public final class LifeText {

    private LifeText() {}

    /** The text of that. */
    public static String write(CredentialLife life) {
        return Json.object()
                .put("service", life.service().text())
                .put("next", Long.toString(life.next()))
                .put("last", life.order().last().map(LifeText::write))
                .put("back", life.order().back().map(LifeText::write))
                .put("asked", life.order().asked().map(LifeText::write))
                .put("retired", life.order().retiredAt().map(time -> Json.of(time.toString())))
                .put(
                        "generations",
                        Json.array(
                                life.generations().stream().map(LifeText::write).toList()))
                .build()
                .toCanonical();
    }

    private static Json write(LifeEvent.Request request) {
        return Json.object()
                .put("at", request.occurredAt().toString())
                .put("id", request.id())
                .build();
    }

    private static Json write(Generation one) {
        JsonObjectBuilder text = Json.object()
                .put("number", Long.toString(one.number()))
                .put("state", one.state().name())
                .put("since", one.since().toString())
                .put("by", one.arrival().by().map(trigger -> Json.of(trigger.name())))
                .put("due", one.work().due().toString())
                .put("attempts", Integer.toString(one.work().attempts()))
                .put("problem", one.work().problem().map(Json::of));
        return (one.settled() ? text.put("settled", "yes") : text).build();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static CredentialLife read(String text) {
        return EntryFields.read(text, LifeText::read);
    }

    private static CredentialLife read(EntryFields fields) {
        return new CredentialLife(
                new ServiceName(fields.text("service")),
                fields.items("generations").stream()
                        .map(EntryFields::of)
                        .map(LifeText::generation)
                        .toList(),
                fields.whole("next"),
                new LifeOrder(
                        request(fields, "last"),
                        request(fields, "back"),
                        request(fields, "asked"),
                        fields.optionalInstant("retired")));
    }

    private static Optional<LifeEvent.Request> request(EntryFields fields, String name) {
        return fields.optionalObject(name)
                .map(request -> new LifeEvent.Request(request.instant("at"), request.text("id")));
    }

    private static Generation generation(EntryFields fields) {
        return new Generation(
                fields.whole("number"),
                GenerationState.valueOf(fields.text("state")),
                fields.optional("settled").isPresent(),
                new Generation.Arrival(
                        fields.instant("since"), fields.optional("by").map(Trigger::valueOf)),
                new Generation.Work(
                        fields.instant("due"), Integer.parseInt(fields.text("attempts")), fields.optional("problem")));
    }
}

package dev.cordon.entry;

import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.LatestEvents;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import java.util.Optional;

/** A registered service as an entry's text. */
public final class ServiceText {

    private ServiceText() {}

    /** The text of that. */
    public static String write(RegisteredService service) {
        return Json.object()
                .put("service", service.name().text())
                .put("incarnation", Long.toString(service.incarnation()))
                .put("told", ServiceEventDetails.write(service.told()))
                .put("deployed", service.latest().deployed().map(ServiceText::write))
                .put("rolled-back", service.latest().rolledBack().map(ServiceText::write))
                .put("deprecated", service.latest().deprecated().map(ServiceText::write))
                .put("retired", service.latest().retired().map(ServiceText::write))
                .put("running", service.latest().running().map(ServiceText::write))
                .put("reached", service.latest().reached().map(ServiceText::write))
                .put("described", service.latest().described().map(ServiceText::write))
                .put("seen", service.lastSeen().toString())
                .put("closing", service.closing().map(ServiceText::write))
                .build()
                .toCanonical();
    }

    private static Json write(ServiceEvent.Origin origin) {
        return Json.object()
                .put("source", origin.source())
                .put("id", origin.id())
                .put("at", origin.occurredAt().toString())
                .build();
    }

    private static Json write(RegisteredService.Closing closing) {
        return Json.object()
                .put("by", write(closing.by()))
                .put("at", closing.at().toString())
                .build();
    }

    /**
     * What a text says.
     *
     * @throws DamagedEntryException where it says nothing of that kind
     */
    public static RegisteredService read(String text) {
        return EntryFields.read(
                text,
                fields -> new RegisteredService(
                        new ServiceName(fields.text("service")),
                        fields.whole("incarnation"),
                        ServiceEventDetails.readAgain(
                                optional(fields, "deprecated").isPresent(), fields.members("told")),
                        new LatestEvents(
                                optional(fields, "deployed"),
                                optional(fields, "rolled-back"),
                                optional(fields, "deprecated"),
                                optional(fields, "retired"),
                                optional(fields, "running"),
                                optional(fields, "reached"),
                                optional(fields, "described")),
                        fields.instant("seen"),
                        fields.optionalObject("closing")
                                .map(closing -> new RegisteredService.Closing(
                                        origin(closing.object("by")), closing.instant("at")))));
    }

    private static Optional<ServiceEvent.Origin> optional(EntryFields fields, String name) {
        return fields.optionalObject(name).map(ServiceText::origin);
    }

    private static ServiceEvent.Origin origin(EntryFields fields) {
        return new ServiceEvent.Origin(fields.text("source"), fields.text("id"), fields.instant("at"));
    }
}

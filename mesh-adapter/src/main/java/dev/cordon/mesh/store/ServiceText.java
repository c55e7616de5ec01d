package dev.cordon.mesh.store;

import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;

/** A registered service as an entry's text. */
final class ServiceText {

    private ServiceText() {}

    static String write(RegisteredService service) {
        return Json.object()
                .put("service", service.name().text())
                .put("stage", service.stage().name())
                .put("incarnation", Long.toString(service.incarnation()))
                .put("revision", service.revision().map(Json::of))
                .put("source", service.last().source())
                .put("id", service.last().id())
                .put("at", service.last().occurredAt().toString())
                .put("seen", service.lastSeen().toString())
                .put("closing", service.closing().map(time -> Json.of(time.toString())))
                .build()
                .toCanonical();
    }

    static RegisteredService read(String text) {
        return Fields.read(
                text,
                fields -> new RegisteredService(
                        new ServiceName(fields.text("service")),
                        RegisteredService.Stage.valueOf(fields.text("stage")),
                        fields.whole("incarnation"),
                        fields.optional("revision"),
                        new ServiceEvent.Origin(fields.text("source"), fields.text("id"), fields.instant("at")),
                        fields.instant("seen"),
                        fields.optionalInstant("closing")));
    }
}

package dev.cordon.mesh.store;

import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.Tag;
import dev.cordon.policy.WorkloadIdentity;
import dev.cordon.registry.Deprecation;
import dev.cordon.registry.LatestEvents;
import dev.cordon.registry.RegisteredService;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.Workload;
import java.util.Optional;
import java.util.stream.Collectors;

/** A registered service as an entry's text. */
final class ServiceText {

    private ServiceText() {}

    static String write(RegisteredService service) {
        return Json.object()
                .put("service", service.name().text())
                .put("incarnation", Long.toString(service.incarnation()))
                .put("revision", service.revision().map(Json::of))
                .put("deprecation", service.told().deprecation().map(ServiceText::write))
                .put("deployed", service.latest().deployed().map(ServiceText::write))
                .put("rolled-back", service.latest().rolledBack().map(ServiceText::write))
                .put("deprecated", service.latest().deprecated().map(ServiceText::write))
                .put("retired", service.latest().retired().map(ServiceText::write))
                .put("running", service.latest().running().map(ServiceText::write))
                .put("workload", service.told().workload().map(ServiceText::write))
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

    private static Json write(Deprecation deprecation) {
        return Json.object()
                .put("until", deprecation.until().map(end -> Json.of(end.toString())))
                .put(
                        "callers",
                        Json.array(deprecation.callers().stream()
                                .map(ServiceName::text)
                                .sorted()
                                .map(Json::of)
                                .toList()))
                .build();
    }

    private static Json write(Workload workload) {
        return Json.object()
                .put("account", workload.account().map(Json::of))
                .put(
                        "tags",
                        Json.texts(workload.tags().stream()
                                .map(Tag::toString)
                                .sorted()
                                .toList()))
                .put("spiffe", workload.identity().map(id -> Json.of(id.uri())))
                .build();
    }

    private static Json write(RegisteredService.Closing closing) {
        return Json.object()
                .put("by", write(closing.by()))
                .put("at", closing.at().toString())
                .build();
    }

    static RegisteredService read(String text) {
        return Fields.read(
                text,
                fields -> new RegisteredService(
                        new ServiceName(fields.text("service")),
                        fields.whole("incarnation"),
                        new ServiceEvent.Details(
                                fields.optional("revision"),
                                fields.optionalObject("deprecation").map(ServiceText::deprecation),
                                fields.optionalObject("workload").map(ServiceText::workload)),
                        new LatestEvents(
                                optional(fields, "deployed"),
                                optional(fields, "rolled-back"),
                                optional(fields, "deprecated"),
                                optional(fields, "retired"),
                                optional(fields, "running"),
                                optional(fields, "described")),
                        fields.instant("seen"),
                        fields.optionalObject("closing")
                                .map(closing -> new RegisteredService.Closing(
                                        origin(closing.object("by")), closing.instant("at")))));
    }

    private static Deprecation deprecation(Fields fields) {
        return new Deprecation(
                fields.optionalInstant("until"),
                fields.texts("callers").stream().map(ServiceName::new).collect(Collectors.toSet()));
    }

    private static Workload workload(Fields fields) {
        return new Workload(
                fields.optional("account"),
                fields.texts("tags").stream()
                        .map(text -> Tag.parse(text).orElseThrow(IllegalArgumentException::new))
                        .collect(Collectors.toSet()),
                fields.optional("spiffe").map(WorkloadIdentity.SpiffeId::new));
    }

    private static Optional<ServiceEvent.Origin> optional(Fields fields, String name) {
        return fields.optionalObject(name).map(ServiceText::origin);
    }

    private static ServiceEvent.Origin origin(Fields fields) {
        return new ServiceEvent.Origin(fields.text("source"), fields.text("id"), fields.instant("at"));
    }
}

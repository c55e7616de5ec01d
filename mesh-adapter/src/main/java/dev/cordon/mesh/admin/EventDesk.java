package dev.cordon.mesh.admin;

import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import dev.cordon.entry.ServiceEventDetails;
import dev.cordon.mesh.EventMeter;
import dev.cordon.mesh.EventMeter.Outcome;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.cloudevents.CloudEventReader;
import dev.cordon.mesh.cloudevents.CloudEventReader.Read;
import dev.cordon.mesh.cloudevents.CloudEventRefusedException;
import dev.cordon.registry.ServiceEvent;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers who sends CloudEvents. What is an event of a service is taken, recorded and counted as if an operator had
 * sent it; all else is counted alone. Safe for use by many threads; blocks as long as the store does.
 */
final class EventDesk {

    /** Where events are sent to. */
    static final String PATH = AdminRequest.PATHS + "events";

    private final AdminDesk desk;
    private final Optional<EventMeter> meter;
    private final RareNotices notices;

    /** @param notices takes lines about what is no event of a service, without secrets */
    EventDesk(AdminDesk desk, AdminSettings settings, Consumer<String> notices) {
        this.desk = desk;
        this.meter = settings.services().map(AdminSettings.ServiceLives::meter);
        this.notices = new RareNotices(settings.clock(), notices);
    }

    /**
     * What is answered.
     *
     * @param status its HTTP status: 202 where there is no use in sending it again, whatever came of it
     */
    record Reply(int status, AdminAnswer answer) {}

    /** The answer; nothing is thrown. */
    Reply answer(HttpHeaders headers, byte[] body, Asker by) {
        try {
            Read read = CloudEventReader.read(headers, body);
            return read instanceof Read.OfService ours
                    ? reply(desk.answer(request(ours.event()), by))
                    : unknown(((Read.OfUnknownType) read).type(), by);
        } catch (CloudEventRefusedException e) {
            AdminAnswer answer = AdminAnswer.failed(Status.BAD_REQUEST, String.valueOf(e.getMessage()));
            note(Outcome.UNREADABLE, answer, by);
            return reply(answer);
        }
    }

    private Reply unknown(String type, Asker by) {
        note(
                Outcome.UNKNOWN_TYPE,
                AdminAnswer.failed(Status.BAD_REQUEST, "type `" + type + "` is none of a service's events"),
                by);
        return reply(AdminAnswer.done(Json.object()
                .put("disposition", Outcome.UNKNOWN_TYPE.toString())
                .build()));
    }

    private void note(Outcome outcome, AdminAnswer why, Asker by) {
        meter.ifPresent(one -> one.count(outcome));
        notices.tell(
                outcome.toString(),
                "an event that `" + by + "` sent is " + outcome + ": " + AdminDesk.withoutSecrets(why));
    }

    private static Reply reply(AdminAnswer answer) {
        return new Reply(
                switch (answer.status()) {
                    case DONE -> 202;
                    case REFUSED -> 403;
                    case BAD_REQUEST, UNAVAILABLE -> answer.status().code();
                },
                answer);
    }

    private static AdminRequest request(ServiceEvent event) {
        JsonObjectBuilder members = Json.object()
                .put("kind", event.kind().toString())
                .put("service", event.service().text())
                .put("environment", event.environment().text())
                .put("source", event.origin().source())
                .put("id", event.origin().id())
                .put("occurred", event.origin().occurredAt().toString());
        ServiceEventDetails.write(event.details()).map().forEach(members::put);
        return new AdminRequest(EventOperations.SEND, members.build());
    }
}

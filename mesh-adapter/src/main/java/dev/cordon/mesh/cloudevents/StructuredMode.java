package dev.cordon.mesh.cloudevents;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Optional;

/** An event that is the body, attributes and data (HTTP protocol binding §3.2, JSON event format). */
final class StructuredMode {

    private StructuredMode() {}

    static Envelope read(HttpHeaders headers, byte[] body) throws CloudEventRefusedException {
        Json.Members event = event(body);
        for (String name : Envelope.ATTRIBUTES) {
            Optional<String> copy = BinaryMode.attribute(headers, name);
            // whoever is between reads these: two readings of one event are none
            if (copy.isPresent() && !copy.equals(attribute(event, name))) {
                throw new CloudEventRefusedException("header `ce-" + name + "` contradicts the event");
            }
        }
        return Envelope.of(name -> attribute(event, name), () -> data(event));
    }

    private static Json.Members event(byte[] body) throws CloudEventRefusedException {
        try {
            if (Json.parseWithoutNumbers(body) instanceof Json.Members members) {
                return members;
            }
        } catch (InvalidDocumentException e) {
            throw new CloudEventRefusedException("the event is no JSON that is taken: " + e.getMessage());
        }
        throw new CloudEventRefusedException("an event is a JSON object");
    }

    /** One that is null is not there (JSON event format §2.2). */
    private static Optional<String> attribute(Json.Members event, String name) throws CloudEventRefusedException {
        Optional<Json> value = event.find(name).filter(json -> !(json instanceof Json.Null));
        if (value.isEmpty()) {
            return Optional.empty();
        } else if (value.get() instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        throw new CloudEventRefusedException("attribute `" + name + "` must be a string");
    }

    private static Json data(Json.Members event) throws CloudEventRefusedException {
        Optional<String> type = attribute(event, "datacontenttype");
        if (type.isPresent()) {
            CloudEventReader.requireJson(type.get());
        }
        if (event.find("data_base64").isPresent()) {
            throw new CloudEventRefusedException("an event of a service has its data in `data`, not in `data_base64`");
        }
        return event.find("data").orElse(new Json.Null());
    }
}

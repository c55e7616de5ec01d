package dev.cordon.mesh.cloudevents;

import dev.cordon.document.Json;
import java.util.List;
import java.util.Optional;

/**
 * An event, whatever its type and however it was sent. What is demanded of events of services alone is not looked at.
 *
 * @param subject what it is about, as it was sent
 * @param time when it happened, as it was sent
 * @param data what it says
 */
record Envelope(String type, String source, String id, Optional<String> subject, Optional<String> time, Data data) {

    /** The attributes that are read. */
    static final List<String> ATTRIBUTES = List.of("specversion", "type", "source", "id", "subject", "time");

    /** The attributes of an event by their names. */
    interface Attributes {
        Optional<String> find(String name) throws CloudEventRefusedException;
    }

    /** What an event says, read only where somebody wants to know. */
    interface Data {
        Json read() throws CloudEventRefusedException;
    }

    static Envelope of(Attributes attributes, Data data) throws CloudEventRefusedException {
        if (!required(attributes, "specversion").equals("1.0")) {
            throw new CloudEventRefusedException("attribute `specversion` must be `1.0`");
        }
        return new Envelope(
                required(attributes, "type"),
                required(attributes, "source"),
                required(attributes, "id"),
                attributes.find("subject"),
                attributes.find("time"),
                data);
    }

    private static String required(Attributes attributes, String name) throws CloudEventRefusedException {
        return attributes
                .find(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new CloudEventRefusedException("attribute `" + name + "` is missing"));
    }
}

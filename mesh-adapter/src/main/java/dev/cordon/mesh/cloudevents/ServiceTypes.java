package dev.cordon.mesh.cloudevents;

import dev.cordon.document.Json;
import dev.cordon.entry.ServiceEventDetails;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The types of events that services have: {@code dev.cordon.service.deployed.v1} and its like. */
final class ServiceTypes {

    private static final String BEFORE = "dev.cordon.service.";
    private static final String AFTER = ".v1";

    /** RFC 3339 §5.6, to the nanosecond: Java's own forms leave more out, and take more. */
    private static final Pattern TIME = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}"
            + "(\\.[0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");

    private ServiceTypes() {}

    static CloudEventReader.Read read(Envelope envelope) throws CloudEventRefusedException {
        Optional<Kind> kind = kind(envelope.type());
        return kind.isPresent()
                ? new CloudEventReader.Read.OfService(event(kind.get(), envelope))
                : new CloudEventReader.Read.OfUnknownType(envelope.type());
    }

    private static Optional<Kind> kind(String type) {
        boolean ours =
                type.startsWith(BEFORE) && type.endsWith(AFTER) && type.length() > BEFORE.length() + AFTER.length();
        return ours ? Kind.of(type.substring(BEFORE.length(), type.length() - AFTER.length())) : Optional.empty();
    }

    private static ServiceEvent event(Kind kind, Envelope envelope) throws CloudEventRefusedException {
        String service = envelope.subject()
                .orElseThrow(() -> new CloudEventRefusedException("attribute `subject` is missing: name the service"));
        Instant time = time(envelope.time()
                .orElseThrow(() -> new CloudEventRefusedException(
                        "attribute `time` is missing: of two events the one counts that happened later")));
        Json.Members data = members(envelope.data().read());
        String environment = text(data, "environment")
                .orElseThrow(() -> new CloudEventRefusedException("member `environment` of the data is missing"));
        try {
            return new ServiceEvent(
                    kind,
                    new ServiceName(service),
                    new Environment(environment),
                    ServiceEventDetails.read(kind, data),
                    new ServiceEvent.Origin(envelope.source(), envelope.id(), time));
        } catch (IllegalArgumentException e) {
            throw new CloudEventRefusedException(String.valueOf(e.getMessage()));
        }
    }

    private static Instant time(String text) throws CloudEventRefusedException {
        if (TIME.matcher(text).matches()) {
            try {
                Instant time =
                        OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
                if (time.getEpochSecond() >= 0) {
                    return time;
                }
            } catch (DateTimeException e) {
                // told like any other that is none
            }
        }
        throw new CloudEventRefusedException(
                "attribute `time` must be a time as RFC 3339 has it, from 1970 on, such as `2026-01-31T12:00:00Z`");
    }

    private static Json.Members members(Json data) throws CloudEventRefusedException {
        if (!(data instanceof Json.Members members)) {
            throw new CloudEventRefusedException(
                    "the data of an event of a service are a JSON object with `environment`");
        }
        for (String name : members.map().keySet()) {
            if (!name.equals("environment") && !ServiceEventDetails.MEMBERS.contains(name)) {
                throw new CloudEventRefusedException("member `" + name + "` of the data is none: write `environment`, `"
                        + String.join("`, `", ServiceEventDetails.MEMBERS) + "` alone");
            }
        }
        return members;
    }

    /** A number is none, lest {@code 42} and {@code 42.0} be two revisions, or one. */
    private static Optional<String> text(Json.Members data, String name) throws CloudEventRefusedException {
        Optional<Json> value = data.find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        } else if (value.get() instanceof Json.Text text) {
            return Optional.of(text.value());
        }
        throw new CloudEventRefusedException("member `" + name + "` of the data must be a string");
    }
}

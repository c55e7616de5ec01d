package dev.cordon.mesh.cloudevents;

import dev.cordon.registry.ServiceEvent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads CloudEvents 1.0 by their HTTP protocol binding, structured as JSON or binary, one event a request. By hand: the
 * SDK's JSON format brings a second JSON parser, which takes repeated members, and these are six attributes.
 */
public final class CloudEventReader {

    private static final Pattern CLOUD_EVENTS = ignoringCase("application/cloudevents.*");
    private static final Pattern BATCH = ignoringCase("application/cloudevents-batch.*");
    private static final Pattern STRUCTURED = ignoringCase("application/cloudevents\\+json *(;.*)?");
    private static final Pattern JSON = ignoringCase("application/json *(;.*)?");
    private static final Pattern UTF_8 = ignoringCase("[^; ]+ *(; *charset=(utf-8|\"utf-8\") *)?");

    private CloudEventReader() {}

    /** What an event says: that something happened to a service, or what is no concern of this server. */
    public sealed interface Read {

        /** Something happened to a service. */
        record OfService(ServiceEvent event) implements Read {}

        /** An event of another type. */
        record OfUnknownType(String type) implements Read {}
    }

    /** ASCII alone has two cases here. */
    private static Pattern ignoringCase(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /**
     * Reads what a request holds.
     *
     * @param body its body, at most of the length that the server takes
     * @throws CloudEventRefusedException where it is no event, or of a type of ours and not as that demands
     */
    public static Read read(HttpHeaders headers, byte[] body) throws CloudEventRefusedException {
        String type = contentType(headers);
        if (!CLOUD_EVENTS.matcher(type).matches()) {
            return ServiceTypes.read(BinaryMode.read(headers, type, body));
        } else if (BATCH.matcher(type).matches()) {
            throw new CloudEventRefusedException("batches are not taken: send a request for each event");
        } else if (!STRUCTURED.matcher(type).matches()) {
            throw new CloudEventRefusedException("a structured event is `application/cloudevents+json`");
        }
        requireUtf8(type);
        return ServiceTypes.read(StructuredMode.read(headers, body));
    }

    /** The content type; empty where there is none. */
    private static String contentType(HttpHeaders headers) throws CloudEventRefusedException {
        List<String> types = headers.getAll(HttpHeaderNames.CONTENT_TYPE);
        if (types.size() > 1) {
            throw new CloudEventRefusedException("header `content-type` is there more than once");
        }
        return types.isEmpty() ? "" : types.get(0);
    }

    /** Refuses data that are no JSON, or JSON in another charset. */
    static void requireJson(String type) throws CloudEventRefusedException {
        if (!JSON.matcher(type).matches()) {
            throw new CloudEventRefusedException("an event of a service has data of type `application/json`");
        }
        requireUtf8(type);
    }

    private static void requireUtf8(String type) throws CloudEventRefusedException {
        if (!UTF_8.matcher(type).matches()) {
            throw new CloudEventRefusedException(
                    "JSON is sent in UTF-8: name no other charset, and no other parameter");
        }
    }
}

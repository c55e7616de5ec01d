package dev.cordon.mesh.cloudevents;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;

/** An event whose attributes are headers, and whose data are the body (HTTP protocol binding §3.1). */
final class BinaryMode {

    private BinaryMode() {}

    static Envelope read(HttpHeaders headers, String type, byte[] body) throws CloudEventRefusedException {
        if (attribute(headers, "specversion").isEmpty()) {
            throw new CloudEventRefusedException("this is no CloudEvent: send `application/cloudevents+json`, or its"
                    + " attributes in headers such as `ce-specversion`");
        }
        return Envelope.of(name -> attribute(headers, name), () -> data(type, body));
    }

    private static Json data(String type, byte[] body) throws CloudEventRefusedException {
        CloudEventReader.requireJson(type);
        try {
            return Json.parseWithoutNumbers(body);
        } catch (InvalidDocumentException e) {
            throw new CloudEventRefusedException("the data are no JSON that is taken: " + e.getMessage());
        }
    }

    /** The attribute in its header. */
    static Optional<String> attribute(HttpHeaders headers, String name) throws CloudEventRefusedException {
        List<String> values = headers.getAll("ce-" + name);
        if (values.size() > 1) {
            throw new CloudEventRefusedException("header `ce-" + name + "` is there more than once");
        } else if (values.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(HeaderValue.decode(values.get(0))
                .orElseThrow(() -> new CloudEventRefusedException(
                        "header `ce-" + name + "` is not as CloudEvents encode it: percent-encode what is not printable"
                                + " ASCII, spaces, `\"` and `%`, in UTF-8")));
    }
}

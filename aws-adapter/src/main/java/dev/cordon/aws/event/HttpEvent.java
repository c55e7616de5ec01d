package dev.cordon.aws.event;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A request as a function gets it from its URL, or from an HTTP API (payload 2.0). Not a record, since headers and body
 * hold secrets. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Function URLs</a>
 */
public final class HttpEvent {

    /** Lambda hands on no more. */
    private static final int LARGEST = 6 * 1024 * 1024;

    private final String method;
    private final String path;
    private final boolean hasQuery;
    private final String source;
    private final EventHeaders headers;
    private final Optional<String> body;

    private HttpEvent(
            String method, String path, boolean hasQuery, String source, EventHeaders headers, Optional<String> body) {
        this.method = method;
        this.path = path;
        this.hasQuery = hasQuery;
        this.source = source;
        this.headers = headers;
        this.body = body;
    }

    /**
     * Reads a request.
     *
     * @throws UnreadableEventException where it is none of payload 2.0
     */
    public static HttpEvent read(byte[] utf8) throws UnreadableEventException {
        EventFields event = new EventFields("", members(utf8));
        if (!event.required("version").equals("2.0")) {
            throw new UnreadableEventException("the event is not of payload 2.0: invoke the function by its URL,"
                    + " or by an HTTP API with that version");
        }
        EventFields http = event.object("requestContext").object("http");
        return new HttpEvent(
                http.required("method"),
                event.required("rawPath"),
                !event.text("rawQueryString").orElse("").isEmpty(),
                http.required("sourceIp"),
                EventHeaders.of(event),
                body(event));
    }

    private static Json.Members members(byte[] utf8) throws UnreadableEventException {
        try {
            if (utf8.length <= LARGEST && Json.parseWithNumbersAsText(utf8) instanceof Json.Members members) {
                return members;
            }
        } catch (InvalidDocumentException e) {
            // said below
        }
        throw new UnreadableEventException("the event is no JSON object, or is larger than " + LARGEST + " bytes");
    }

    /** Empty where it is not of ASCII, as a form is. */
    private static Optional<String> body(EventFields event) throws UnreadableEventException {
        String text = event.text("body").orElse("");
        try {
            byte[] bytes = event.isTrue("isBase64Encoded")
                    ? Base64.getDecoder().decode(text)
                    : text.getBytes(StandardCharsets.UTF_8);
            return Optional.of(StandardCharsets.US_ASCII
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException("`body` of the event is no base64");
        }
    }

    /** The method. */
    public String method() {
        return method;
    }

    /** The path, below the stage of an HTTP API with a name. */
    public String path() {
        return path;
    }

    /** Whether there is a query. */
    public boolean hasQuery() {
        return hasQuery;
    }

    /** The address of the connection to AWS. */
    public String source() {
        return source;
    }

    /** All values of a header: where it was sent several times, these joined by commas, as AWS hands them on. */
    public List<String> header(String lowercaseName) throws UnreadableEventException {
        return List.copyOf(headers.values(lowercaseName));
    }

    /** The body; empty where it is not of ASCII. */
    public Optional<String> body() {
        return body;
    }

    @Override
    public String toString() {
        return "request for " + path;
    }
}

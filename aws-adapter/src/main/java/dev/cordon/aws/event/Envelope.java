package dev.cordon.aws.event;

import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.util.Optional;

/**
 * An event as it came: as much as is needed to refuse it in its own form, though it can't be read. Never fails.
 *
 * <p>The kind is taken from what the documentation gives each: {@code version} for HTTP APIs, {@code type} for REST
 * APIs, and the ARN's end for connections. An event that fits none, or names a version that is not known, has none.
 */
public final class Envelope {

    /** The largest event that is read, in bytes: API Gateway's headers end at 10 KiB, so no event comes near. */
    public static final int LARGEST = 1024 * 1024;

    private static final String REQUEST = "REQUEST";

    private final Optional<EventFields> event;
    private final Optional<EventKind> kind;
    private final Optional<ExecuteArn> arn;

    private Envelope(Optional<EventFields> event) {
        this.event = event;
        this.arn = event.flatMap(Envelope::arn);
        this.kind = event.flatMap(fields -> arn.flatMap(known -> kind(fields, known)));
    }

    /** Opens an event. */
    public static Envelope open(byte[] utf8) {
        if (utf8.length > LARGEST) {
            return new Envelope(Optional.empty());
        }
        try {
            return Json.parseWithNumbersAsText(utf8) instanceof Json.Members members
                    ? new Envelope(Optional.of(new EventFields("", members)))
                    : new Envelope(Optional.empty());
        } catch (InvalidDocumentException e) {
            return new Envelope(Optional.empty());
        }
    }

    /** Which authorizer asks; empty where it can't be made out. */
    public Optional<EventKind> kind() {
        return kind;
    }

    /** What is called; empty where it can't be made out. */
    public Optional<ExecuteArn> arn() {
        return arn;
    }

    /** Whether it speaks of a route, as payload 2.0 alone does. */
    public boolean namesRoute() {
        return event.map(fields -> fields.has("routeArn")).orElse(false);
    }

    /**
     * Reads all of it.
     *
     * @throws UnreadableEventException where it is of no kind, lacks what a decision needs, or contradicts itself
     */
    public AuthorizerEvent read() throws UnreadableEventException {
        if (event.isEmpty()) {
            throw new UnreadableEventException("the event is no JSON object, or is larger than " + LARGEST + " bytes");
        }
        if (arn.isEmpty() || kind.isEmpty()) {
            throw new UnreadableEventException("the event is of no kind that is known: attach the function as the"
                    + " authorizer of a REST, HTTP or WebSocket API");
        }
        return EventReader.read(kind.get(), arn.get(), event.get());
    }

    private static Optional<ExecuteArn> arn(EventFields event) {
        Optional<String> route = quietly(event, "routeArn");
        Optional<String> method = quietly(event, "methodArn");
        return route.isPresent() == method.isPresent()
                ? Optional.empty()
                : route.or(() -> method).flatMap(ExecuteArn::parse);
    }

    private static Optional<EventKind> kind(EventFields event, ExecuteArn arn) {
        String type = quietly(event, "type").orElse("");
        boolean route = event.has("routeArn");
        if (event.has("version")) {
            return switch (quietly(event, "version").orElse("")) {
                case "1.0" -> only(EventKind.HTTP_1, type.equals(REQUEST) && !route && !arn.isConnect());
                case "2.0" -> only(EventKind.HTTP_2, type.equals(REQUEST) && route && !arn.isConnect());
                default -> Optional.empty();
            };
        }
        return switch (type) {
            case "TOKEN" -> only(EventKind.REST_TOKEN, !route && !arn.isConnect());
            case REQUEST -> only(arn.isConnect() ? EventKind.WEBSOCKET : EventKind.REST_REQUEST, !route);
            default -> Optional.empty();
        };
    }

    private static Optional<EventKind> only(EventKind kind, boolean fits) {
        return fits ? Optional.of(kind) : Optional.empty();
    }

    private static Optional<String> quietly(EventFields event, String name) {
        try {
            return event.text(name);
        } catch (UnreadableEventException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "event of kind " + kind.map(EventKind::text).orElse("unknown");
    }
}

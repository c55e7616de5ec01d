package dev.cordon.aws.event;

import dev.cordon.aws.event.AuthorizerEvent.Call;
import dev.cordon.aws.event.AuthorizerEvent.Shown;
import java.util.Optional;
import java.util.Set;

/** Reads an event whose kind and ARN are known. */
final class EventReader {

    private static final String CONTEXT = "requestContext";
    private static final String SOURCE = "sourceIp";

    private EventReader() {}

    static AuthorizerEvent read(EventKind kind, ExecuteArn arn, EventFields event) throws UnreadableEventException {
        EventFields context = event.object(CONTEXT);
        context.agree("apiId", arn.api(), "its ARN");
        context.agree("stage", arn.stage(), "its ARN");
        context.agree("accountId", arn.account(), "its ARN");
        return switch (kind) {
            case REST_TOKEN -> token(arn, event);
            case REST_REQUEST, HTTP_1 -> request(kind, arn, event);
            case HTTP_2 -> http(arn, event);
            case WEBSOCKET -> connection(arn, event);
        };
    }

    private static AuthorizerEvent token(ExecuteArn arn, EventFields event) throws UnreadableEventException {
        Shown shown = new Shown(
                Optional.of(event.required("authorizationToken")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new AuthorizerEvent(
                EventKind.REST_TOKEN, arn, new Call(arn.method(), arn.path(), Optional.empty()), shown);
    }

    private static AuthorizerEvent request(EventKind kind, ExecuteArn arn, EventFields event)
            throws UnreadableEventException {
        EventFields context = event.object(CONTEXT);
        event.agree("httpMethod", arn.method(), "its ARN");
        context.agree("httpMethod", arn.method(), "its ARN");
        String resource = event.required("resource");
        context.agree("resourcePath", resource, "its resource");
        Route route = resource(kind, resource, arn.method());
        String path = path(event.required("path"), context.text("path"), arn, route);
        Call call = new Call(arn.method(), kind.isHttpApi() ? PathText.encoded(path) : path, Optional.of(route));
        EventFields identity = context.object("identity");
        return new AuthorizerEvent(kind, arn, call, shown(event, identity.required(SOURCE), identity));
    }

    /** Payload 1.0 writes the route key's path, or {@code $default}, where a REST API has its resource. */
    private static Route resource(EventKind kind, String resource, String method) throws UnreadableEventException {
        if (kind.isHttpApi() && !resource.startsWith("/")) {
            return Route.ofKey(resource);
        }
        if (!resource.startsWith("/")) {
            throw new UnreadableEventException("`resource` of the event does not start with `/`");
        }
        return new Route(method, resource);
    }

    private static AuthorizerEvent http(ExecuteArn arn, EventFields event) throws UnreadableEventException {
        EventFields context = event.object(CONTEXT);
        EventFields http = context.object("http");
        http.agree("method", arn.method(), "its ARN");
        String key = event.required("routeKey");
        context.agree("routeKey", key, "its route key");
        Route route = Route.ofKey(key);
        String path = path(event.required("rawPath"), http.text("path"), arn, route);
        Call call = new Call(arn.method(), PathText.encoded(path), Optional.of(route));
        return new AuthorizerEvent(
                EventKind.HTTP_2, arn, call, shown(event, http.required(SOURCE), context.object("authentication")));
    }

    /** The path below the stage; where the event names it again, it must end alike. */
    private static String path(String raw, Optional<String> again, ExecuteArn arn, Route route)
            throws UnreadableEventException {
        String path = CalledPath.below(raw, arn, route);
        if (again.isPresent()) {
            CalledPath.below(again.get(), arn, route);
        }
        CalledPath.check(path, arn.method(), route);
        return path;
    }

    private static AuthorizerEvent connection(ExecuteArn arn, EventFields event) throws UnreadableEventException {
        EventFields context = event.object(CONTEXT);
        context.agree("routeKey", ExecuteArn.CONNECT, "its ARN");
        context.agree("eventType", "CONNECT", "its ARN");
        EventFields identity = context.object("identity");
        // the handshake is a GET (RFC 6455 §4.1); the API has one such route, and its name is its path
        Call call = new Call("GET", "/" + ExecuteArn.CONNECT, Optional.empty());
        return new AuthorizerEvent(
                EventKind.WEBSOCKET,
                arn,
                call,
                shown(event, identity.required(SOURCE), identity),
                context.text("connectionId"));
    }

    private static Shown shown(EventFields event, String source, EventFields identity) throws UnreadableEventException {
        EventHeaders headers = EventHeaders.of(event);
        Set<String> proofs = headers.values("dpop");
        return new Shown(
                headers.one("authorization"),
                proofs.size() == 1 ? proofs.stream().findFirst() : Optional.empty(),
                Optional.of(source),
                certificate(identity));
    }

    /** A certificate without its PEM is one that can't be verified, not none. */
    private static Optional<String> certificate(EventFields identity) throws UnreadableEventException {
        if (!identity.has("clientCert")) {
            return Optional.empty();
        }
        return Optional.of(identity.object("clientCert").text("clientCertPem").orElse(""));
    }
}

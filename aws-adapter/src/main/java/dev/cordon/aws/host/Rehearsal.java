package dev.cordon.aws.host;

import dev.cordon.aws.authorizer.AuthorizerSettings;
import dev.cordon.aws.event.EventKind;
import dev.cordon.document.Json;
import dev.cordon.document.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Questions that nobody asked, to be answered into the void: they load what a real one will need. Their token is none,
 * so nothing is ever allowed by them.
 */
final class Rehearsal {

    private static final String TOKEN = "Bearer e30.e30.AA";

    private Rehearsal() {}

    /** One question of each kind that the authorizer is for. */
    static List<byte[]> events(AuthorizerSettings settings) {
        String api = settings.targets().anyApi();
        List<byte[]> events = new ArrayList<>();
        for (EventKind kind : settings.kinds()) {
            events.add(event(kind, "arn:aws:execute-api:us-east-1:000000000000:" + api));
        }
        return events;
    }

    private static byte[] event(EventKind kind, String api) {
        JsonObjectBuilder event = Json.object();
        Json headers = Json.object().put("Authorization", TOKEN).build();
        Json address = Json.object().put("sourceIp", "192.0.2.1").build();
        switch (kind) {
            case REST_TOKEN ->
                event.put("type", "TOKEN").put("authorizationToken", TOKEN).put("methodArn", api + "/rehearsal/GET/");
            case REST_REQUEST, HTTP_1 ->
                request(event, headers, address)
                        .put("methodArn", api + "/rehearsal/GET/")
                        .put("resource", "/")
                        .put("path", "/");
            case HTTP_2 ->
                event.put("type", "REQUEST")
                        .put("routeArn", api + "/rehearsal/GET/")
                        .put("routeKey", "GET /")
                        .put("rawPath", "/")
                        .put("headers", headers)
                        .put(
                                "requestContext",
                                Json.object().put("http", address).build());
            case WEBSOCKET ->
                event.put("type", "REQUEST")
                        .put("headers", headers)
                        .put("methodArn", api + "/rehearsal/$connect")
                        .put(
                                "requestContext",
                                Json.object()
                                        .put("identity", address)
                                        .put("connectionId", "rehearsal")
                                        .build());
        }
        if (kind.isHttpApi()) {
            event.put("version", kind == EventKind.HTTP_1 ? "1.0" : "2.0");
        }
        return event.build().toCanonicalBytes();
    }

    private static JsonObjectBuilder request(JsonObjectBuilder event, Json headers, Json address) {
        return event.put("type", "REQUEST")
                .put("headers", headers)
                .put("requestContext", Json.object().put("identity", address).build());
    }
}

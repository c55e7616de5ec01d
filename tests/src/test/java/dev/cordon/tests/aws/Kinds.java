package dev.cordon.tests.aws;

import dev.cordon.tests.surroundings.Caller;
import java.util.List;

/** One call for each kind of authorizer: an order is read, or the feed is opened. */
final class Kinds {

    private Kinds() {}

    /** An authorizer that asks about every call with a token. */
    static GatewayApi.Authorizer authorizer(Kind kind) {
        String prefix = kind.isHttp() ? "$" : kind == Kind.WEBSOCKET ? "route." : "method.";
        return new GatewayApi.Authorizer(kind, false, 0, List.of(prefix + "request.header.Authorization"));
    }

    /** An API with that authorizer. */
    static GatewayApi api(GatewayApi.Authorizer authorizer) {
        boolean socket = authorizer.kind() == Kind.WEBSOCKET;
        return new GatewayApi(
                CloudShop.EXECUTION + (socket ? "api2" : "api1"),
                authorizer.kind() == Kind.HTTP_2 ? "$default" : "live",
                authorizer,
                Attachment.HEADERS);
    }

    /** The header with a token for that call. */
    static String goodToken(CloudShop shop, GatewayApi.Authorizer authorizer) throws Exception {
        return authorizer.kind() == Kind.WEBSOCKET
                ? shop.token("web-bff", "feed-api", "follow")
                : shop.token("web-bff", "orders-api", "checkout");
    }

    static Caller.Reply call(Attachment api, GatewayApi.Authorizer authorizer, String... headers) throws Exception {
        return authorizer.kind() == Kind.WEBSOCKET ? api.connect(headers) : api.call("GET /orders/7", headers);
    }

    /** The value of a header among lines such as the upstream's. */
    static String header(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no `" + name + "` in " + lines))
                .substring(name.length() + 2);
    }
}

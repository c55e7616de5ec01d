package dev.cordon.tests.aws;

import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.Front;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.EchoUpstream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** An API with a function attached as its authorizer, and a service behind it. */
final class Attachment implements AutoCloseable {

    /** What the integration tells the service. */
    static final Map<String, String> HEADERS = Map.of(
            "X-Cordon-Caller", "caller",
            "X-Cordon-Segment", "segment",
            "X-Cordon-Flow", "flow",
            "X-Cordon-Decision", "decision");

    private static final List<ApiRoute> ROUTES = List.of(
            ApiRoute.of("GET /orders"),
            ApiRoute.of("POST /orders"),
            ApiRoute.of("GET /orders/{id}"),
            ApiRoute.of("DELETE /orders/{id}"),
            ApiRoute.of("POST /charges"),
            ApiRoute.of("GET /"));

    private final GatewayApi api;
    private final EchoUpstream upstream = new EchoUpstream();
    private final ApiGateway gateway;
    private final Front front;

    private Attachment(GatewayApi api, ApiGateway.Function function, Optional<SSLContext> tls) throws IOException {
        this.api = api;
        gateway = new ApiGateway(api, function, InstantSource.system());
        Front.Api offered = new Front.Api(api.prefix(), ROUTES, gateway, upstream.port());
        front = tls.isPresent() ? Front.startMutual(offered, tls.get()) : Front.start(offered);
    }

    static Attachment of(GatewayApi api, LambdaFunction function) throws IOException {
        return new Attachment(api, function::invoke, Optional.empty());
    }

    /** By a domain that demands client certificates. */
    static Attachment mutual(GatewayApi api, LambdaFunction function, SSLContext tls) throws IOException {
        return new Attachment(api, function::invoke, Optional.of(tls));
    }

    /** Calls an operation, such as {@code POST /orders}. */
    Caller.Reply call(String operation, String... headers) throws Exception {
        return call(Caller.plain(front.port(), api.domain()), operation, headers);
    }

    /** The same by a caller of one's own making. */
    Caller.Reply call(Caller caller, String operation, String... headers) throws Exception {
        int space = operation.indexOf(' ');
        return caller.call(operation.substring(0, space + 1) + api.prefix() + operation.substring(space + 1), headers);
    }

    /** Opens a WebSocket connection. */
    Caller.Reply connect(String... headers) throws Exception {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Upgrade: websocket");
        return call("GET ", all.toArray(String[]::new));
    }

    int port() {
        return front.port();
    }

    EchoUpstream upstream() {
        return upstream;
    }

    /** How often the function was asked. */
    int asked() {
        return gateway.asked();
    }

    @Override
    public void close() {
        front.close();
        upstream.close();
    }
}

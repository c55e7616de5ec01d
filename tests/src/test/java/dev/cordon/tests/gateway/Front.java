package dev.cordon.tests.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A gateway's server: takes calls, finds their route, asks its guard, and passes on what it lets through. */
public final class Front implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Api api;

    /**
     * An API.
     *
     * @param prefix what stands before its paths, such as the stage; empty, or with a slash in front
     * @param routes what it offers
     * @param guard asked before each call
     * @param upstream the port of the service
     */
    public record Api(String prefix, List<ApiRoute> routes, Guard guard, int upstream) {}

    private Front(HttpServer server, Api api) {
        this.server = server;
        this.api = api;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts without TLS on a free port. */
    public static Front start(Api api) throws IOException {
        return new Front(HttpServer.create(address(), 64), api);
    }

    /** Starts with TLS on a free port; whoever calls must show a certificate that the context trusts. */
    public static Front startMutual(Api api, SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(address(), 64);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                var tls = getSSLContext().getDefaultSSLParameters();
                tls.setNeedClientAuth(true);
                parameters.setSSLParameters(tls);
            }
        });
        return new Front(server, api);
    }

    private static InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        FrontCall call = call(exchange);
        Optional<ApiRoute.Match> match = route(call);
        if (match.isEmpty()) {
            answer(exchange, 404, "{\"message\":\"Not Found\"}");
            return;
        }
        Guard.Ruling ruling;
        try {
            ruling = api.guard().judge(call, match.get());
        } catch (Exception e) {
            // the outermost catch: a fault in a test's guard must not look like an answer that it gave
            answer(exchange, 599, String.valueOf(e));
            return;
        }
        if (ruling instanceof Guard.Ruling.Stop stop) {
            answer(exchange, stop.status(), stop.body());
        } else if (ruling instanceof Guard.Ruling.Pass pass) {
            pass(exchange, body, pass.headers());
        }
    }

    private static FrontCall call(HttpExchange exchange) {
        URI uri = exchange.getRequestURI();
        return new FrontCall(
                exchange.getRequestMethod(),
                new FrontCall.Target(
                        uri.getRawPath(), Optional.ofNullable(uri.getRawQuery()).orElse("")),
                exchange.getRequestHeaders(),
                new FrontCall.Peer(exchange.getRemoteAddress().getAddress().getHostAddress(), certificate(exchange)));
    }

    private static Optional<X509Certificate> certificate(HttpExchange exchange) {
        try {
            return exchange instanceof HttpsExchange secure
                    ? Optional.of((X509Certificate) secure.getSSLSession().getPeerCertificates()[0])
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private Optional<ApiRoute.Match> route(FrontCall call) {
        String path = call.target().path();
        if (!path.startsWith(api.prefix())) {
            return Optional.empty();
        }
        String below = path.substring(api.prefix().length());
        return ApiRoute.find(api.routes(), call.method(), below.isEmpty() ? "/" : below);
    }

    /** A service that takes a WebSocket is told of the connection by a call too, and the caller sees the upgrade. */
    private void pass(HttpExchange exchange, byte[] body, Map<String, String> headers) throws IOException {
        URI uri = exchange.getRequestURI();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api.upstream()
                        + uri.toString().substring(api.prefix().length())))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            boolean replaced = headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
            if (!replaced && !ofTheConnection(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        headers.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        try {
            HttpResponse<String> reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean upgrade = exchange.getRequestHeaders().containsKey("Upgrade");
            answer(exchange, upgrade ? 101 : reply.statusCode(), upgrade ? "" : reply.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static boolean ofTheConnection(String name) {
        return List.of("Connection", "Host", "Content-length", "Upgrade", "Transfer-encoding")
                .contains(name);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.cordon.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The proxy of the demonstration: it asks the forward-auth server about each call, as nginx does, and passes on what
 * may pass.
 */
final class Front implements AutoCloseable {

    private static final List<String> FOR_UPSTREAM =
            List.of("X-Cordon-Caller", "X-Cordon-Segment", "X-Cordon-Flow", "X-Cordon-Decision");

    private final Ports ports;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    /**
     * Where what stands behind it listens.
     *
     * @param authorizer the forward-auth server's port
     * @param tokens the token service's port
     * @param upstreams the ports of services by their hosts
     */
    record Ports(int authorizer, int tokens, Map<String, Integer> upstreams) {}

    private Front(Ports ports, HttpServer server) {
        this.ports = ports;
        this.server = server;
    }

    /** Starts on a free loopback port. */
    static Front start(Ports ports) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        Front front = new Front(ports, server);
        server.createContext("/", front::handle);
        server.setExecutor(front.threads);
        server.start();
        return front;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            HttpResponse<byte[]> answer =
                    host(exchange).equals(DemoClients.TOKENS) ? send(form(exchange)) : checked(exchange);
            answer.headers()
                    .firstValue("Content-Type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            answer.headers()
                    .firstValue("WWW-Authenticate")
                    .ifPresent(value -> exchange.getResponseHeaders().set("WWW-Authenticate", value));
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private HttpResponse<byte[]> checked(HttpExchange exchange) throws IOException {
        HttpResponse<byte[]> verdict = send(question(exchange));
        boolean allowed = verdict.statusCode() / 100 == 2;
        return allowed ? send(onward(exchange, verdict)) : verdict;
    }

    /** A form for the token service, with what it may believe of the client. */
    private HttpRequest form(HttpExchange exchange) throws IOException {
        HttpRequest.Builder form = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.tokens() + exchange.getRequestURI()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()))
                .header("X-Forwarded-For", source(exchange))
                .header("X-Client-Verify", "NONE");
        pass(List.of("Content-Type", "Authorization", "DPoP"), exchange, form);
        return form.build();
    }

    private static String source(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    private static void pass(List<String> names, HttpExchange exchange, HttpRequest.Builder request) {
        for (String name : names) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
    }

    private HttpRequest question(HttpExchange exchange) {
        HttpRequest.Builder question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.authorizer() + "/authorize"))
                .header("X-Original-Method", exchange.getRequestMethod())
                .header("X-Original-URI", exchange.getRequestURI().toString())
                .header("X-Original-Host", host(exchange))
                .header("X-Forwarded-For", source(exchange))
                .header("X-Client-Verify", "NONE");
        pass(List.of("Authorization", "DPoP"), exchange, question);
        return question.build();
    }

    private HttpRequest onward(HttpExchange exchange, HttpResponse<byte[]> verdict) {
        int upstream = ports.upstreams().getOrDefault(host(exchange), 0);
        HttpRequest.Builder onward = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + upstream + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
        // what the caller sent under these names is not passed on: only the authorizer's word counts
        for (String name : FOR_UPSTREAM) {
            verdict.headers().firstValue(name).ifPresent(value -> onward.header(name, value));
        }
        return onward.build();
    }

    private static String host(HttpExchange exchange) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return host == null ? "" : host;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while a call was on its way", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

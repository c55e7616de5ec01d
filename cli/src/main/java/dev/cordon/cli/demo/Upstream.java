package dev.cordon.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service behind the enforcement: it trusts who Cordon says the caller is, and says so. */
final class Upstream implements AutoCloseable {

    private final String name;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    private Upstream(String name, HttpServer server) {
        this.name = name;
        this.server = server;
    }

    static Upstream start(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Upstream upstream = new Upstream(name, server);
        server.createContext("/", upstream::answer);
        server.setExecutor(upstream.threads);
        server.start();
        return upstream;
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String caller = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Cordon-Caller"))
                .orElse("nobody");
        String flow = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Cordon-Flow"))
                .orElse("none");
        String text = name + ": " + exchange.getRequestMethod() + " "
                + exchange.getRequestURI().getRawPath() + " done for " + caller + " by flow " + flow + "\n";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

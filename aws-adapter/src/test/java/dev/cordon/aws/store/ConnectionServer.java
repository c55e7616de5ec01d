package dev.cordon.aws.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections as API Gateway holds them open, with failures at will: the emulator has none. */
public final class ConnectionServer implements AutoCloseable {

    /** What was asked. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** How each request was signed. */
    public final List<String> signatures = new CopyOnWriteArrayList<>();

    /** Paths of those that are open. */
    public final Set<String> open = ConcurrentHashMap.newKeySet();

    /** Statuses of the next failures. */
    public final Queue<Integer> failures = new ArrayDeque<>();

    private final HttpServer server;

    /** One that holds nothing open yet. */
    public ConnectionServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Integer failure = failures.poll();
        if (failure == null) {
            // decoded, as it is named elsewhere
            boolean closed = open.remove(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(closed ? 204 : 410, -1);
        } else {
            exchange.sendResponseHeaders(failure, -1);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

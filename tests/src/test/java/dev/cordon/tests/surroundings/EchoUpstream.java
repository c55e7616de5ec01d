package dev.cordon.tests.surroundings;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A service behind the proxy that answers with what it received: a line for the call, then one for each header. */
public final class EchoUpstream implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<String> last = new AtomicReference<>("");

    /** Starts it on a free port. */
    public EchoUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.createContext("/", this::echo);
        server.start();
    }

    private void echo(HttpExchange exchange) throws IOException {
        synchronized (calls) {
            calls.incrementAndGet();
            calls.notifyAll();
        }
        StringBuilder text = new StringBuilder()
                .append(exchange.getRequestMethod())
                .append(' ')
                .append(exchange.getRequestURI())
                .append('\n');
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> text.append(name.toLowerCase(Locale.ROOT))
                        .append(": ")
                        .append(value)
                        .append('\n')));
        last.set(text.toString());
        byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** How many calls it received. */
    public int calls() {
        return calls.get();
    }

    /** Waits until it has received that many calls. */
    public void awaitCalls(int wanted) throws InterruptedException {
        synchronized (calls) {
            while (calls.get() < wanted) {
                calls.wait();
            }
        }
    }

    /** What it answered last. */
    public String last() {
        return last.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

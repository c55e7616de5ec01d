package dev.cordon.tests.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The token service's API as the internet sees it: every path leads to the function. */
final class TokenFront implements AutoCloseable {

    private final TokenFunction function;
    private final HttpServer server;

    TokenFront(TokenFunction function) throws IOException {
        this.function = function;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        TokenFunction.Answer answer;
        try {
            answer = function.answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    form,
                    authorization == null ? Map.of() : Map.of("authorization", authorization));
        } catch (Exception e) {
            // the outermost catch: a fault here must not look like an answer of the service
            answer = new TokenFunction.Answer(599, String.valueOf(e));
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

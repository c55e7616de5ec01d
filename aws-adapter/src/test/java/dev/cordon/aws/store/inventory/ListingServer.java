package dev.cordon.aws.store.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Lists as AWS's documentation has them, of two items a page, with failures at will: the emulator has neither. */
final class ListingServer implements AutoCloseable {

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Queue<Failure> failures = new ArrayDeque<>();

    private final Map<String, List<String>> lists = new HashMap<>();
    private final HttpServer server;

    /** A failure, with its code where the API has it: in a header or in the body. */
    record Failure(int status, String header, String body) {}

    ListingServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What a list has, in JSON each. */
    void has(String list, String... items) {
        lists.put(list, List.of(items));
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        asked.add((target == null ? exchange.getRequestURI().toString() : target + " " + body)
                + (exchange.getRequestHeaders().getFirst("Authorization") == null ? " unsigned" : ""));
        Failure failure = failures.poll();
        if (failure == null) {
            send(exchange, 200, page(exchange.getRequestURI(), target, body));
        } else {
            if (!failure.header().isEmpty()) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", failure.header());
            }
            send(exchange, failure.status(), failure.body());
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.getBytes(UTF_8).length);
        if (!body.isEmpty()) {
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
        exchange.close();
    }

    private String page(URI uri, String target, String body) {
        if (target == null) {
            return switch (uri.getPath()) {
                case "/2015-03-31/functions/" -> page("functions", "Functions", "NextMarker", query(uri, "Marker"));
                case "/restapis" -> page("restapis", "item", "position", query(uri, "position"));
                case "/v2/apis" -> page("apis", "items", "nextToken", query(uri, "nextToken"));
                default -> "{}";
            };
        }
        Json.Members asked = members(body);
        String token = asked.find("nextToken").map(ListingServer::text).orElse("");
        return target.endsWith(".ListClusters")
                ? page("clusters", "clusterArns", "nextToken", token)
                : page(text(asked.find("cluster").orElseThrow()), "serviceArns", "nextToken", token);
    }

    /** A token is opaque, and has characters that a query must encode. */
    private String page(String list, String items, String next, String token) {
        List<String> all = lists.getOrDefault(list, List.of());
        int from = token.isEmpty() ? 0 : Integer.parseInt(token.substring("page+/=&".length()));
        int to = Math.min(from + 2, all.size());
        String rest = to < all.size() ? ",\"" + next + "\":\"page+/=&" + to + "\"" : "";
        return "{\"" + items + "\":[" + String.join(",", all.subList(from, to)) + "]" + rest + "}";
    }

    private static String query(URI uri, String name) {
        Map<String, String> query = Arrays.stream(uri.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], UTF_8)));
        return query.getOrDefault(name, "");
    }

    private static Json.Members members(String body) {
        try {
            return (Json.Members) Json.parseWithNumbersAsText(body.getBytes(UTF_8));
        } catch (InvalidDocumentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Json json) {
        return ((Json.Text) json).value();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

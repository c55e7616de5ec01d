package dev.cordon.tests.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cordon.tests.surroundings.Moto;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to the emulator on which it says of a domain name what AWS says and it does not: that it is available, without
 * which the provider gives up, and where its record in DNS must lead. All else passes as it is.
 */
final class DomainNames implements AutoCloseable {

    /** What domain names lead to. */
    static final String TARGET = "d-1a2b3c4d5e.execute-api." + Moto.REGION + ".amazonaws.com";

    /** The zone of that. */
    static final String ZONE = "Z1U9ULNL0V5AJ3";

    private static final String SAID = "\"endpointType\": \"REGIONAL\"";
    private static final String LEFT_OUT = ", \"domainNameStatus\": \"AVAILABLE\", \"apiGatewayDomainName\": \""
            + TARGET + "\", \"hostedZoneId\": \"" + ZONE + "\"";

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final int emulator;

    DomainNames(Moto moto) throws IOException {
        emulator = moto.port();
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it begins. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI target = URI.create("http://127.0.0.1:" + emulator + exchange.getRequestURI());
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .method(
                        exchange.getRequestMethod(),
                        HttpRequest.BodyPublishers.ofByteArray(
                                exchange.getRequestBody().readAllBytes()));
        for (String name : List.of("Authorization", "Content-Type")) {
            exchange.getRequestHeaders().getOrDefault(name, List.of()).forEach(value -> request.header(name, value));
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            answer.headers()
                    .firstValue("X-Amzn-Errortype")
                    .ifPresent(type -> exchange.getResponseHeaders().set("X-Amzn-Errortype", type));
            byte[] body = answer.body().replace(SAID, SAID + LEFT_OUT).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

package dev.cordon.tests.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's side of the interface between Lambda and a runtime, for one execution environment.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {

    /** For how long a test waits. */
    private static final long TIMEOUT_SECONDS = 30;

    /** What one invocation may take, as the function is told: the longest timeout that a Terraform module sets. */
    private static final long ALLOWED_SECONDS = 120;

    private static final String ROOT = "/2018-06-01/runtime/";

    private record Invocation(String id, ByteBuffer event) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> waiting = new LinkedBlockingQueue<>();
    private final Map<String, CompletableFuture<Outcome>> running = new ConcurrentHashMap<>();
    private final CompletableFuture<Outcome.Failure> initError = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
    private final CompletableFuture<Void> restore = new CompletableFuture<>();

    RuntimeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext(ROOT, this::handle);
        server.start();
    }

    /** What a runtime finds in {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Calls the function.
     *
     * @param end completes when the function's process ends, which is an outcome too
     */
    Outcome invoke(byte[] event, CompletableFuture<Void> end) throws Exception {
        Invocation invocation = new Invocation(UUID.randomUUID().toString(), ByteBuffer.wrap(event));
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        running.put(invocation.id(), outcome);
        waiting.add(invocation);
        CompletableFuture<Outcome> lost =
                end.thenApply(ended -> new Outcome.Failure("Runtime.ExitError", "the process ended"));
        return (Outcome) CompletableFuture.anyOf(outcome, initError, lost).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /** Completes when the runtime asks for its first invocation. */
    CompletableFuture<Void> ready() {
        return ready;
    }

    /** Completes when the runtime could not start the function. */
    CompletableFuture<Outcome.Failure> initError() {
        return initError;
    }

    /** Completes when the function is ready to be frozen for SnapStart. */
    CompletableFuture<Void> checkpoint() {
        return checkpoint;
    }

    /** Lets a frozen function go on. */
    void restore() {
        restore.complete(null);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(ROOT.length());
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            if (path.equals("invocation/next")) {
                next(exchange);
            } else if (path.equals("restore/next")) {
                checkpoint.complete(null);
                restore.get();
                answer(exchange, 200, new byte[0]);
            } else if (path.equals("init/error") || path.equals("restore/error")) {
                initError.complete(failure(body));
                accept(exchange);
            } else {
                report(path.split("/", -1), body);
                accept(exchange);
            }
        } catch (InterruptedException | ExecutionException e) {
            exchange.close();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        ready.complete(null);
        Invocation invocation = waiting.take();
        exchange.getResponseHeaders().set("Lambda-Runtime-Aws-Request-Id", invocation.id());
        exchange.getResponseHeaders()
                .set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + ALLOWED_SECONDS * 1000));
        exchange.getResponseHeaders()
                .set(
                        "Lambda-Runtime-Invoked-Function-Arn",
                        "arn:aws:lambda:eu-west-1:123456789012:function:authorizer");
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        answer(exchange, 200, invocation.event().array());
    }

    /** {@code invocation/ID/response} or {@code invocation/ID/error}. */
    private void report(String[] path, byte[] body) {
        CompletableFuture<Outcome> outcome = running.remove(path[1]);
        outcome.complete(path[2].equals("response") ? new Outcome.Answer(body) : failure(body));
    }

    private static Outcome.Failure failure(byte[] body) {
        try {
            Json.Members members = (Json.Members) Json.parse(body);
            return new Outcome.Failure(text(members, "errorType"), text(members, "errorMessage"));
        } catch (InvalidDocumentException e) {
            return new Outcome.Failure("unreadable", new String(body, StandardCharsets.UTF_8));
        }
    }

    private static String text(Json.Members members, String name) {
        return members.find(name)
                .map(value -> value instanceof Json.Text text ? text.value() : "")
                .orElse("");
    }

    private static void accept(HttpExchange exchange) throws IOException {
        answer(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
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

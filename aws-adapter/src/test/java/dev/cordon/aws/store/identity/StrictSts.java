package dev.cordon.aws.store.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** An emulated STS that refuses what was signed otherwise, as AWS does and the emulator does not. */
public final class StrictSts implements AutoCloseable {

    private static final Pattern SCOPE =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)/(\\d{8})/([a-z0-9-]+)/sts/"
                    + "aws4_request, SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

    private final AwsBench moto = Moto.bench();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, AwsSessionCredentialsIdentity> known = new ConcurrentHashMap<>();
    private final List<Integer> answers = new ArrayList<>();

    /** Started on a free port. */
    public StrictSts() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** With which status each request was answered. */
    List<Integer> answers() {
        return List.copyOf(answers);
    }

    /** What a workload with that role has. */
    public AwsSessionCredentialsIdentity workload(String role) {
        try (StsClient sts = moto.sts()) {
            Credentials made = sts.assumeRole(assumed -> assumed.roleArn("arn:aws:iam::123456789012:role/" + role)
                            .roleSessionName("i-0123"))
                    .credentials();
            AwsSessionCredentialsIdentity identity = AwsSessionCredentialsIdentity.create(
                    made.accessKeyId(), made.secretAccessKey(), made.sessionToken());
            known.put(made.accessKeyId(), identity);
            return identity;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            byte[] body;
            int status;
            if (isAsSigned(exchange, sent)) {
                HttpRequest.Builder request = HttpRequest.newBuilder(moto.endpoint()
                                .resolve("/?" + exchange.getRequestURI().getRawQuery()))
                        .header("Authorization", sent)
                        .POST(HttpRequest.BodyPublishers.noBody());
                HttpResponse<byte[]> answered = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                body = answered.body();
                status = answered.statusCode();
            } else {
                body = ("<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type>"
                                + "<Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>")
                        .getBytes(StandardCharsets.UTF_8);
                status = 403;
            }
            answers.add(status);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As AWS's page on signing says, step by step. */
    private boolean isAsSigned(HttpExchange exchange, String sent) {
        Matcher scope = SCOPE.matcher(sent);
        if (!scope.matches() || !known.containsKey(scope.group(1))) {
            return false;
        }
        AwsSessionCredentialsIdentity signer = known.get(scope.group(1));
        if (!"0".equals(exchange.getRequestHeaders().getFirst("Content-Length"))) {
            return false;
        }
        if (!signer.sessionToken().equals(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"))) {
            return false;
        }
        String date = scope.group(2);
        String region = scope.group(3);
        StringBuilder headers = new StringBuilder();
        for (String name : scope.group(4).split(";", -1)) {
            String value = name.equals("host")
                    ? "sts." + region + ".amazonaws.com"
                    : exchange.getRequestHeaders().getFirst(name);
            headers.append(name).append(':').append(value).append('\n');
        }
        String request = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                headers,
                scope.group(4),
                hex(hash("")));
        String text = String.join(
                "\n",
                "AWS4-HMAC-SHA256",
                exchange.getRequestHeaders().getFirst("X-Amz-Date"),
                date + "/" + region + "/sts/aws4_request",
                hex(hash(request)));
        byte[] key = ("AWS4" + signer.secretAccessKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(date, region, "sts", "aws4_request", text)) {
            key = mac(key, part);
        }
        return hex(key).equals(scope.group(5));
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Answers nobody from now on. */
    public void fallSilent() {
        server.stop(0);
    }

    @Override
    public void close() {
        fallSilent();
    }
}

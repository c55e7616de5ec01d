package dev.cordon.aws.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cordon.publication.Head;
import dev.cordon.publication.ObjectStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A function's stores in a process of their own, with the environment that Lambda would give it. */
final class AwsStoresTest {

    private static final String LOADED = Head.none().withBundle(1) + "]\nFound\n";

    private final AwsBench bench = Moto.bench();
    private final String bucket = bench.bucket();
    private final String table = bench.table();
    /** Who signed what has come in. */
    private final List<String> signers = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    private record Run(int exit, String output) {}

    private Run load(Map<String, String> environment) throws Exception {
        bench.put(bucket, "shop/" + ObjectStore.BUNDLE, "a bundle".getBytes(StandardCharsets.UTF_8));
        bench.put(table, HeadItem.write(Head.none().withBundle(1)));
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            line.spoil(call -> {
                String request = call.request();
                int at = request.indexOf("Credential=") + "Credential=".length();
                signers.add(request.substring(at, request.indexOf('/', at)));
                call.pass();
            });
            Map<String, String> all = new HashMap<>(environment);
            all.put("AWS_ENDPOINT_URL", line.address().toString());
            return run(all);
        }
    }

    private Run run(Map<String, String> environment) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                        java, "-Duser.home=" + home, LoadOnce.class.getName(), bucket, "shop/", table)
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    @Test
    void a_function_loads_with_the_credentials_of_its_environment() throws Exception {
        Run run = load(Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "OFTHEFUNCTION",
                "AWS_SECRET_ACCESS_KEY", "anything",
                "AWS_SESSION_TOKEN", "anything"));

        assertThat(run.output()).isEqualTo("Optional[" + LOADED);
        assertThat(signers).containsExactly("OFTHEFUNCTION", "OFTHEFUNCTION");
    }

    @Test
    void a_restored_function_loads_with_the_credentials_that_lambda_hands_out() throws Exception {
        HttpServer lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/2021-04-01/credentials", exchange -> {
            boolean known = "a-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = ("{\"AccessKeyId\":\"OFTHEIMAGE\",\"SecretAccessKey\":\"anything\",\"Token\":\"anything\","
                            + "\"Expiration\":\"" + Instant.now().plus(Duration.ofHours(1)) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        lambda.start();
        try {
            Run run = load(Map.of(
                    "AWS_REGION",
                    "eu-west-1",
                    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                    "http://127.0.0.1:" + lambda.getAddress().getPort() + "/2021-04-01/credentials",
                    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
                    "a-token"));

            assertThat(run.output()).isEqualTo("Optional[" + LOADED);
            assertThat(signers).containsExactly("OFTHEIMAGE", "OFTHEIMAGE");
        } finally {
            lambda.stop(0);
        }
    }

    @Test
    void a_function_without_credentials_says_so_and_asks_nobody_else_for_them() throws Exception {
        Run run = load(Map.of("AWS_REGION", "eu-west-1"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .contains("StoreUnavailableException: `dynamodb:GetItem`")
                .contains("there are no credentials");
        assertThat(signers).isEmpty();
    }

    @Test
    void a_function_without_a_region_names_the_variable() throws Exception {
        Run run = load(Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("IllegalArgumentException: `AWS_REGION` is missing");
    }
}

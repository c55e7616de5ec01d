package dev.cordon.tests.aws;

import static dev.cordon.tests.aws.TokenFunction.credentialsFor;
import static dev.cordon.tests.aws.TokenFunction.exchange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service's life on AWS, seen by whoever calls: the packaged lifecycle, token and authorizer functions, Secrets
 * Manager, KMS, STS and both tables, with API Gateway's cache between, and operators at the command line.
 */
final class ControlPlaneIT {

    /** For how long API Gateway keeps answers of the other API, in seconds. */
    private static final int TTL = 2;

    /** What an answer is kept by. */
    private static final List<String> SOURCES =
            List.of("$request.header.Authorization", "$context.routeKey", "$context.httpMethod", "$context.path");

    private static final String DOCUMENTED = "dynamodb://shop-control?head=shop-head";
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|[^ ]+");
    private static final AtomicInteger PLACES = new AtomicInteger();

    @TempDir
    private Path folder;

    private final CloudShop shop = CloudShop.shared();
    private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private final List<AutoCloseable> started = new ArrayList<>();
    private CloudShop.Place place;
    private ControlCloud cloud;

    ControlPlaneIT() throws Exception {}

    @BeforeEach
    void deploy() throws Exception {
        place = shop.place("plane-" + PLACES.incrementAndGet());
        cloud = started(new ControlCloud(
                shop, place, ControlCloud.policy(), folder, "lambda/web-prod=web-bff,lambda/orders-prod=orders-api"));
        cloud.happens("CreateFunction20150331", "web-prod", "e1");
    }

    private <T extends AutoCloseable> T started(T one) {
        started.add(0, one);
        return one;
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable one : started) {
            one.close();
        }
    }

    /** The API of orders, behind the authorizer. */
    private Attachment orders() throws Exception {
        LambdaFunction function = started(LambdaFunction.start(cloud.authorizer("api1=orders-api")));
        return started(Attachment.of(api("api1", 0), function));
    }

    /** The API of metrics, which keeps answers. */
    private Attachment metrics() throws Exception {
        LambdaFunction function = started(LambdaFunction.start(cloud.authorizer("api2=metrics-api")
                .with("CORDON_TTL", Integer.toString(TTL))
                .with("CORDON_KINDS", "http-2.0")
                .with("CORDON_RESPONSE", "simple")
                .with("CORDON_IDENTITY_SOURCES", String.join(",", SOURCES))));
        return started(Attachment.of(api("api2", TTL), function));
    }

    private static GatewayApi api(String id, int ttl) {
        return new GatewayApi(
                CloudShop.EXECUTION + id,
                "live",
                new GatewayApi.Authorizer(Kind.HTTP_2, ttl > 0, ttl, SOURCES),
                Attachment.HEADERS);
    }

    private TokenFunction.Answer bySecret(String secret) throws Exception {
        return cloud.tokens().bySecret("web-bff", secret, "orders-api");
    }

    private TokenFunction.Answer byRole(String role) throws Exception {
        return cloud.tokens()
                .byRole(
                        "orders-api",
                        AwsRoles.assertion(shop.moto(), role, ControlCloud.ISSUER),
                        credentialsFor("metrics-api"));
    }

    private TokenFunction.Answer byKey(Map<String, String> wanted) throws Exception {
        return cloud.tokens().byKey("orders-api", key, wanted);
    }

    private int read(Attachment api, String token) throws Exception {
        return api.call("GET /orders/7", "Authorization: Bearer " + token).status();
    }

    private void operate(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--store";
        all[arguments.length + 1] = cloud.store();
        List<String> unused = shop.cordon(all);
    }

    @Test
    void services_obtain_tokens_by_secret_role_and_key_call_and_exchange() throws Exception {
        Attachment orders = orders();
        Attachment metrics = metrics();
        String web = bySecret(cloud.secret("web-bff")).token();
        assertThat(read(orders, web)).isEqualTo(200);
        assertThat(read(metrics, web)).as("of another edge").isEqualTo(403);

        String arn = "arn:aws:iam::123456789012:role/orders";
        assertThat(byRole("orders").status()).as("nobody has noted the role").isEqualTo(401);
        operate("credentials", "add", "--service", "orders-api", "--owner", "orders", "--platform", arn);
        assertThat(read(metrics, byRole("orders").token())).isEqualTo(200);

        Files.writeString(shop.file("orders.jwks"), key.publicKeys().toJson());
        operate("credentials", "add", "--service", "orders-api", "--owner", "orders", "--keys", "orders.jwks");
        assertThat(read(metrics, byKey(credentialsFor("metrics-api")).token())).isEqualTo(200);

        String exchanged = byKey(exchange(web, "metrics-api")).token();
        Caller.Reply reply = metrics.call("GET /orders/7", "Authorization: Bearer " + exchanged);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).contains("x-cordon-caller: orders-api").contains("x-cordon-flow: tally");
        assertThat(cloud.tokens().log().lines()).noneMatch(line -> line.contains(web) || line.contains(cloudSecret()));
    }

    private String cloudSecret() {
        try {
            return cloud.secret("web-bff");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_deploy_rotates_the_secret_while_calls_go_on_and_a_delete_ends_them() throws Exception {
        Attachment orders = orders();
        AtomicBoolean over = new AtomicBoolean();
        String before = cloud.secret("web-bff");
        CompletableFuture<Integer> calls = CompletableFuture.supplyAsync(() -> RepeatedCalls.untilOver(
                over, () -> read(orders, bySecret(cloud.secret("web-bff")).token())));

        cloud.happens("UpdateFunctionCode20150331v2", "web-prod", "e2");
        String after = cloud.secret("web-bff");
        assertThat(after).isNotEqualTo(before);
        over.set(true);
        assertThat(calls.get()).isPositive();
        assertThat(cloud.lifecycle().log().await(line -> line.contains("\"outcome\":\"settled\"")))
                .contains("\"kind\":\"deployed\"", "\"service\":\"web-bff\"", "\"why\":\"taken\"");
        assertThat(cloud.lifecycle().log().await(line -> line.contains("\"Events\":1")))
                .contains("\"Namespace\":\"Cordon\"");
        assertThat(bySecret(before).status()).as("in its grace").isEqualTo(200);

        String token = bySecret(after).token();
        assertThat(read(orders, token)).isEqualTo(200);
        cloud.happens("DeleteFunction20150331", "web-prod", "e3");
        Duration deleted = deniedAfter(orders, token);
        System.out.println(
                "control plane on AWS: first denied call " + deleted.toMillis() + " ms after a delete was taken");
        assertThat(bySecret(after).status()).isEqualTo(401);
        assertThatThrownBy(() -> cloud.secretText("web-bff"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("marked deleted");

        assertThat(cloud.lifecycle().invoke(utf8("{\"schedule\":\"reconcile\"}")))
                .asString()
                .startsWith("{\"findings\":");
        assertThat(cloud.lifecycle().invoke(utf8("{}"))).isInstanceOf(Outcome.Failure.class);
        assertThat(cloud.lifecycle().log().lines()).noneMatch(line -> line.contains(after));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Duration deniedAfter(Attachment api, String token) throws Exception {
        return RepeatedCalls.untilRefused(() -> read(api, token));
    }

    @Test
    void what_is_revoked_or_in_quarantine_is_refused_at_the_caller_in_time() throws Exception {
        Attachment orders = orders();
        Attachment metrics = metrics();
        Files.writeString(shop.file("orders.jwks"), key.publicKeys().toJson());
        operate("credentials", "add", "--service", "orders-api", "--owner", "orders", "--keys", "orders.jwks");
        TokenFunction.Answer given = bySecret(cloud.secret("web-bff"));
        String web = given.token();
        String tally = byKey(credentialsFor("metrics-api")).token();
        assertThat(read(orders, web)).isEqualTo(200);
        assertThat(read(metrics, tally)).isEqualTo(200);

        operate("revoke", "--chain", given.transaction(), "--until", "1h");
        Duration revoked = deniedAfter(orders, web);
        operate("quarantine", "begin", "--service", "orders-api", "--for", "1h", "--reason", "a test");
        Duration quarantined = deniedAfter(metrics, tally);
        System.out.println("control plane on AWS: first denied call " + revoked.toMillis() + " ms after `revoke`, "
                + quarantined.toMillis() + " ms after `quarantine` with answers kept for " + TTL + " s");

        assertThat(byKey(credentialsFor("metrics-api")).status()).isEqualTo(401);
        assertThat(bySecret(cloud.secret("web-bff")).status())
                .as("nothing for calls to it")
                .isEqualTo(400);
    }

    @Test
    void a_deploy_that_nobody_could_take_is_sent_again_and_secrets_manager_has_another_secret_rotated()
            throws Exception {
        // over one cloud, which takes longer to begin than they do
        isSentAgainByTheCommandAndCountsOnce();
        RotationFunction rotation = started(cloud.rotation());
        isRotatedStepByStepAndInOrder(rotation);
        anotherSecretIsRotatedByWhatKnowsIt(rotation);
    }

    private void isSentAgainByTheCommandAndCountsOnce() throws Exception {
        EventQueue queue = new EventQueue(shop.moto(), place.table());
        String before = cloud.secret("web-bff");
        String deploy = ControlCloud.event("UpdateFunctionCode20150331v2", "web-prod", "e2");
        cloud.way().cut();
        queue.send(deploy);
        assertThat(queue.handOn(cloud.lifecycle())).isEqualTo(new EventQueue.Handed(0, 1));
        assertThat(cloud.lifecycle().log().await(line -> line.contains("\"outcome\":\"unavailable\"")))
                .contains("\"kind\":\"deployed\"", "\"event\":\"e2\"", "`dynamodb:");
        assertThat(queue.handOn(cloud.lifecycle()))
                .as("it lies among the dead letters")
                .isEqualTo(new EventQueue.Handed(0, 0));
        cloud.way().mend();
        assertThat(cloud.secret("web-bff")).isEqualTo(before);

        assertThat(replay(queue)).anyMatch(line -> line.endsWith("aws.lambda  UpdateFunctionCode20150331v2"));
        assertThat(queue.handOn(cloud.lifecycle())).isEqualTo(new EventQueue.Handed(1, 0));
        String after = cloud.secret("web-bff");
        assertThat(after).isNotEqualTo(before);
        assertThat(bySecret(before).status()).as("in its grace").isEqualTo(200);
        assertThat(bySecret(after).status()).isEqualTo(200);

        // as it does where the queue took it, and the answer to its deletion was lost
        queue.sendToDeadLetters(deploy);
        cloud.happens("DeleteFunction20150331", "web-prod", "e3");
        assertThat(replay(queue)).contains("sent 1 again");
        int told = cloud.lifecycle().log().lines().size();
        assertThat(queue.handOn(cloud.lifecycle())).isEqualTo(new EventQueue.Handed(1, 0));
        assertThat(cloud.lifecycle().log().await(told, line -> line.contains("\"event\":\"e2\"")))
                .contains("\"outcome\":\"settled\"", "\"why\":\"stale\"");
        assertThat(bySecret(after).status()).isEqualTo(401);
        assertThatThrownBy(() -> cloud.secretText("web-bff"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("marked deleted");
    }

    private List<String> replay(EventQueue queue) throws Exception {
        return shop.cordon("aws", "replay-dlq", "--dead-letters", queue.deadLetters(), "--queue", queue.url());
    }

    private void isRotatedStepByStepAndInOrder(RotationFunction rotation) throws Exception {
        cloud.happens("CreateFunction20150331", "orders-prod", "e4");
        String before = cloud.secret("orders-api");
        String version =
                cloud.beginRotation(cloud.secretName("orders-api"), shop.moto().makeFunction("rotation"));
        for (String step : RotationFunction.STEPS.subList(1, 4)) {
            assertThat(rotation.step(step, cloud.secretName("orders-api"), version))
                    .as("%s before its time", step)
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.message()).contains("no value yet"));
        }
        assertThat(cloud.secret("orders-api")).isEqualTo(before);
        rotation.rotate(cloud.secretName("orders-api"), version);
        String after = cloud.secret("orders-api");
        assertThat(after).isNotEqualTo(before);
        assertThat(cloud.secretText("orders-api")).contains("\"VersionId\": \"" + version + "\"");
        assertThat(ControlCloud.ofSecret(cloud.secretText("orders-api", "AWSPREVIOUS")))
                .isEqualTo(before);
        TokenFunction tokens = cloud.tokens();
        assertThat(tokens.bySecret("orders-api", after, "metrics-api").status()).isEqualTo(200);
        assertThat(tokens.bySecret("orders-api", before, "metrics-api").status())
                .as("in its grace")
                .isEqualTo(200);
        assertThat(rotation.log().lines()).noneMatch(line -> line.contains(after) || line.contains(before));
    }

    private void anotherSecretIsRotatedByWhatKnowsIt(RotationFunction rotation) throws Exception {
        String unused = shop.moto()
                .call(
                        "secretsmanager",
                        "secretsmanager.CreateSecret",
                        "{\"Name\":\"" + PasswordFile.SECRET + "\",\"SecretString\":\"first\"}");
        String version = cloud.beginRotation(PasswordFile.SECRET, shop.moto().makeFunction("other"));

        rotation.rotate(PasswordFile.SECRET, version);

        String password = "password-" + version;
        assertThat(Files.readAllLines(cloud.passwords())).containsExactly("first", password);
        assertThat(cloud.valueOf(PasswordFile.SECRET, "AWSCURRENT")).contains(password, version);
        assertThat(cloud.valueOf(PasswordFile.SECRET, "AWSPREVIOUS")).contains("\"first\"");
        assertThat(rotation.log().lines()).noneMatch(line -> line.contains(password) || line.contains("first"));
    }

    @Test
    void what_the_documentation_has_operators_write_is_done() throws Exception {
        List<String> commands =
                Files.readAllLines(Path.of(System.getProperty("cordon.root"), "docs/aws-lifecycle.md")).stream()
                        .filter(line -> line.startsWith("cordon "))
                        .toList();
        assertThat(commands).hasSize(3).allMatch(line -> line.contains(DOCUMENTED));
        for (String command : commands) {
            List<String> words = new ArrayList<>();
            for (Matcher word = WORD.matcher(command.replace(DOCUMENTED, cloud.store())); word.find(); ) {
                words.add(word.group().replaceAll("[\"']", ""));
            }
            List<String> unused = shop.cordon(words.subList(1, words.size()).toArray(String[]::new));
        }
        operate("quarantine", "list");
    }
}

package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.document.Json;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.token.ClientAssertionMaker;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    /** So long nobody waits for a refusal. */
    private static final Duration FOR_EVER = Duration.ofMinutes(1);

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
                shop, place, policy(), folder, "lambda/web-prod=web-bff,lambda/orders-prod=orders-api"));
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

    private static String policy() throws IOException {
        String policy = CloudShop.policy()
                .replace("storefront: { trust: public }", "storefront: { trust: public, rotation: { grace: 1h } }")
                .replace("ordering: { trust: internal,", "ordering: { trust: internal, rotation: { grace: 1h },")
                .replace("    scopes: [orders.write]\n", "    scopes: [orders.write]\n    onward: [tally]\n")
                .replace(
                        "  - { id: follow,",
                        "  - { id: tally, from: orders-api, to: metrics-api, operations: [\"GET /orders/{id}\"] }\n"
                                + "  - { id: follow,");
        assertThat(policy).contains("public, rotation", "internal, rotation", "id: tally", "onward: [tally]");
        return policy;
    }

    private TokenFunction.Answer bySecret(String secret) throws Exception {
        return cloud.tokens().bySecret("web-bff", secret, "orders-api");
    }

    private TokenFunction.Answer byRole(String role) throws Exception {
        return cloud.tokens()
                .byAssertion(
                        "orders-api",
                        Map.of("grant_type", "client_credentials", "audience", "metrics-api"),
                        StsIdentities.TYPE,
                        AwsRoles.assertion(shop.moto(), role, ControlCloud.ISSUER));
    }

    private TokenFunction.Answer byKey(Map<String, String> wanted) throws Exception {
        String assertion = new ClientAssertionMaker("orders-api", key)
                .make(ControlCloud.ISSUER, UUID.randomUUID().toString(), Instant.now());
        return cloud.tokens().byAssertion("orders-api", wanted, ClientAssertionMaker.TYPE, assertion);
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
        Map<String, String> wanted = Map.of("grant_type", "client_credentials", "audience", "metrics-api");
        String web = bySecret(cloud.secret("web-bff")).token();
        assertThat(read(orders, web)).isEqualTo(200);
        assertThat(read(metrics, web)).as("of another edge").isEqualTo(403);

        String arn = "arn:aws:iam::123456789012:role/orders";
        assertThat(byRole("orders").status()).as("nobody has noted the role").isEqualTo(401);
        operate("credentials", "add", "--service", "orders-api", "--owner", "orders", "--platform", arn);
        assertThat(read(metrics, byRole("orders").token())).isEqualTo(200);

        Files.writeString(shop.file("orders.jwks"), key.publicKeys().toJson());
        operate("credentials", "add", "--service", "orders-api", "--owner", "orders", "--keys", "orders.jwks");
        assertThat(read(metrics, byKey(wanted).token())).isEqualTo(200);

        String exchanged = byKey(Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "audience", "metrics-api",
                        "subject_token", web,
                        "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))
                .token();
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
        CompletableFuture<Integer> calls = CompletableFuture.supplyAsync(() -> callUntil(over, orders));

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

    /** Obtains tokens and calls, each of which must succeed; once more after that. */
    private int callUntil(AtomicBoolean over, Attachment api) {
        int calls = 0;
        try {
            boolean last = false;
            while (!last) {
                last = over.get();
                assertThat(read(api, bySecret(cloud.secret("web-bff")).token())).isEqualTo(200);
                calls++;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return calls;
    }

    /** How long calls are allowed from now on; after the first that is denied, none is. */
    private Duration deniedAfter(Attachment api, String token) throws Exception {
        Instant start = Instant.now();
        int status = 200;
        while (status == 200 && Instant.now().isBefore(start.plus(FOR_EVER))) {
            status = read(api, token);
        }
        Duration delay = Duration.between(start, Instant.now());
        assertThat(status).isEqualTo(403);
        for (int i = 0; i < 20; i++) {
            assertThat(read(api, token)).isEqualTo(403);
        }
        return delay;
    }

    @Test
    void what_is_revoked_or_in_quarantine_is_refused_at_the_caller_in_time() throws Exception {
        Attachment orders = orders();
        Attachment metrics = metrics();
        Files.writeString(shop.file("orders.jwks"), key.publicKeys().toJson());
        operate("credentials", "add", "--service", "orders-api", "--owner", "orders", "--keys", "orders.jwks");
        String web = bySecret(cloud.secret("web-bff")).token();
        String tally = byKey(Map.of("grant_type", "client_credentials", "audience", "metrics-api"))
                .token();
        assertThat(read(orders, web)).isEqualTo(200);
        assertThat(read(metrics, tally)).isEqualTo(200);

        operate("revoke", "--chain", transaction(web), "--until", "1h");
        Duration revoked = deniedAfter(orders, web);
        operate("quarantine", "begin", "--service", "orders-api", "--for", "1h", "--reason", "a test");
        Duration quarantined = deniedAfter(metrics, tally);
        System.out.println("control plane on AWS: first denied call " + revoked.toMillis() + " ms after `revoke`, "
                + quarantined.toMillis() + " ms after `quarantine` with answers kept for " + TTL + " s");

        assertThat(byKey(Map.of("grant_type", "client_credentials", "audience", "metrics-api"))
                        .status())
                .isEqualTo(401);
        assertThat(bySecret(cloud.secret("web-bff")).status())
                .as("nothing for calls to it")
                .isEqualTo(400);
    }

    @Test
    void a_deploy_that_nobody_could_take_is_sent_again_and_secrets_manager_has_another_secret_rotated()
            throws Exception {
        // over one cloud, which takes longer to begin than they do
        isSentAgainByTheCommandAndCountsOnce();
        isRotatedStepByStepAndInOrder();
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

    private void isRotatedStepByStepAndInOrder() throws Exception {
        cloud.happens("CreateFunction20150331", "orders-prod", "e4");
        String before = cloud.secret("orders-api");
        String version = cloud.beginRotation("orders-api", shop.moto().makeFunction("rotation"));
        LambdaFunction rotation = started(cloud.rotation());
        for (String step : List.of("setSecret", "testSecret", "finishSecret")) {
            assertThat(rotation.invoke(step(step, version)))
                    .as("%s before its time", step)
                    .isInstanceOfSatisfying(
                            Outcome.Failure.class,
                            failure -> assertThat(failure.message()).contains("no value yet"));
        }
        assertThat(cloud.secret("orders-api")).isEqualTo(before);
        for (String step : List.of("createSecret", "setSecret", "testSecret", "finishSecret")) {
            assertThat(rotation.invoke(step(step, version))).as(step).isInstanceOf(Outcome.Answer.class);
        }
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

    private byte[] step(String name, String version) {
        return Json.object()
                .put("Step", name)
                .put("SecretId", cloud.secretName("orders-api"))
                .put("ClientRequestToken", version)
                .build()
                .toCanonicalBytes();
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

    private static String transaction(String token) throws Exception {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return claims.replaceFirst(".*\"txn\":\"([^\"]+)\".*", "$1");
    }
}

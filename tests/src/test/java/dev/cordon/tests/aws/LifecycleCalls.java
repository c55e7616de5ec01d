package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import dev.cordon.token.ClientAssertionMaker;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A service's life with the example of the control plane, while it is there: events on the emulated bus go by the rules
 * into the queue, and from there into the packaged function with the settings that were applied. Tokens are the applied
 * token service's, of the same package; an authorizer over the same tables and bucket lets calls with them through.
 */
final class LifecycleCalls implements Example.Use {

    private static final String FUNCTION = "orders-prod";

    /** So often is called until a refusal comes: a call takes a millisecond or more, and authorizers look every 2 s. */
    private static final int MOST_CALLS = 60_000;

    private final CloudShop shop;
    private final Path folder;

    LifecycleCalls(CloudShop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

    @Override
    public void of(Applied applied) throws Exception {
        CloudShop.Place place = shop.placeOf(
                applied.outputs().get("bucket"),
                applied.outputs().get("head_table"),
                applied.outputs().get("signing_key"),
                applied.outputs().get("bundle_keys"));
        String forbidding = shop.moto().takeBucketPolicy(place.bucket());
        shop.publish(place, policy(), 1);
        Path code = FunctionPackage.unpack(FunctionPackage.CONTROL_JAR, folder.resolve("control"));
        try (TokenFunction tokens = TokenFunction.start(code, settings(applied, "tokens"));
                LambdaFunction function = LambdaFunction.start(new LambdaFunction.Settings(
                        code, FunctionPackage.LIFECYCLE, settings(applied, "lifecycle"), List.of()))) {
            Files.writeString(
                    shop.file("applied.jwks"), tokens.get("/oauth2/jwks").body());
            shop.publishKeys(place, "applied.jwks");
            EventBus bus =
                    new EventBus(shop.moto(), String.valueOf(applied.outputs().get("queue_url")), function);
            try (LambdaFunction authorizer = LambdaFunction.start(shop.function(place, "api3=metrics-api")
                            .with("CORDON_CONTROL_TABLE", controlTable(applied)));
                    Attachment metrics = Attachment.of(api(), authorizer)) {
                live(
                        new Running(bus, tokens, metrics),
                        "dynamodb://" + controlTable(applied) + "?head=" + place.table());
            }
            assertThat(function.log().lines()).noneMatch(line -> line.contains("client_secret"));
        }
        shop.moto().putBucketPolicy(place.bucket(), forbidding);
    }

    private static String policy() throws IOException {
        return CloudShop.policy()
                .replace("ordering: { trust: internal,", "ordering: { trust: internal, rotation: { grace: 1h },")
                .replace("    scopes: [orders.write]\n", "    scopes: [orders.write]\n    onward: [tally]\n")
                .replace(
                        "  - { id: follow,",
                        "  - { id: tally, from: orders-api, to: metrics-api, operations: [\"GET /orders/{id}\"] }\n"
                                + "  - { id: follow,");
    }

    private static GatewayApi api() {
        return new GatewayApi(
                CloudShop.EXECUTION + "api3",
                "live",
                new GatewayApi.Authorizer(Kind.HTTP_2, false, 0, List.of("$request.header.Authorization")),
                Attachment.HEADERS);
    }

    private static String controlTable(Applied applied) {
        return String.valueOf(applied.settings("aws_lambda_function.lifecycle").get("CORDON_CONTROL_TABLE"));
    }

    private Map<String, String> settings(Applied applied, String function) {
        Map<String, String> settings = new HashMap<>(applied.settings("aws_lambda_function." + function));
        settings.putAll(shop.moto().environment());
        return Map.copyOf(settings);
    }

    /** What runs of it. */
    private record Running(EventBus bus, TokenFunction tokens, Attachment metrics) {

        /** How many events the rules led to the function. */
        int after(String call, String answer) throws Exception {
            bus.happens(call, FUNCTION, answer);
            return bus.handOn();
        }

        TokenFunction.Answer bySecret(String secret) throws Exception {
            return tokens.bySecret("orders-api", secret, "metrics-api");
        }

        TokenFunction.Answer byAssertion(String assertion) throws Exception {
            return tokens.byAssertion("orders-api", to("metrics-api"), StsIdentities.TYPE, assertion);
        }

        static Map<String, String> to(String audience) {
            return Map.of("grant_type", "client_credentials", "audience", audience);
        }

        int call(String token) throws Exception {
            return metrics.call("GET /orders/7", "Authorization: Bearer " + token)
                    .status();
        }
    }

    private void live(Running it, String store) throws Exception {
        assertThat(it.after("GetFunction20150331v2", "null")).isEqualTo(0);
        assertThat(it.after("CreateFunction20150331", "{\"codeSha256\":\"b25l\"}"))
                .isEqualTo(1);
        assertThat(secret("AWSCURRENT")).contains("client_secret", "\\\"generation\\\":\\\"0\\\"");
        String first = ControlCloud.ofSecret(secret("AWSCURRENT"));
        String token = it.bySecret(first).token();
        assertThat(it.call(token)).isEqualTo(200);

        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> calls = CompletableFuture.supplyAsync(() -> callUntil(over, it));
        assertThat(it.after("UpdateFunctionCode20150331v2", "{\"codeSha256\":\"dHdv\"}"))
                .isEqualTo(1);
        over.set(true);
        assertThat(calls.get()).as("calls while the secret is replaced").isPositive();
        assertThat(secret("AWSCURRENT")).contains("\\\"generation\\\":\\\"1\\\"");
        assertThat(secret("AWSPREVIOUS")).contains("\\\"generation\\\":\\\"0\\\"");
        String second = ControlCloud.ofSecret(secret("AWSCURRENT"));
        assertThat(it.call(token)).as("a token of before").isEqualTo(200);
        assertThat(it.call(it.bySecret(first).token())).as("in its grace").isEqualTo(200);
        assertThat(it.call(it.bySecret(second).token())).isEqualTo(200);
        add(store, "orders-api", "--platform", AwsRoles.arn("orders"));
        assertThat(it.call(it.byAssertion(role("orders")).token())).isEqualTo(200);
        exchange(it, store);

        assertThat(it.after("DeleteFunction20150331", "null")).isEqualTo(1);
        end(it, token, second);
    }

    private void end(Running it, String token, String secret) throws Exception {
        assertThatThrownBy(() -> secret("AWSCURRENT"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("marked deleted");
        assertThat(it.bySecret(secret).status()).isEqualTo(401);
        assertThat(it.byAssertion(role("orders")).status()).isEqualTo(401);
        untilRefused(it, token);
    }

    /** A service that shows its key exchanges what another one, that shows its role, was given for it. */
    private void exchange(Running it, String store) throws Exception {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        Files.writeString(shop.file("orders.jwks"), key.publicKeys().toJson());
        add(store, "orders-api", "--keys", "orders.jwks");
        add(store, "web-bff", "--platform", AwsRoles.arn("web"));
        String own = byKey(it, key, Running.to("metrics-api")).token();
        String web = it.tokens()
                .byAssertion("web-bff", Running.to("orders-api"), StsIdentities.TYPE, role("web"))
                .token();
        String exchanged = byKey(
                        it,
                        key,
                        Map.of(
                                "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                                "audience", "metrics-api",
                                "subject_token", web,
                                "subject_token_type", "urn:ietf:params:oauth:token-type:access_token"))
                .token();
        assertThat(it.call(own)).isEqualTo(200);
        assertThat(it.call(exchanged)).isEqualTo(200);
        assertThat(it.call(web)).as("of another edge").isEqualTo(403);

        operate(store, "quarantine", "begin", "--service", "web-bff", "--for", "1h", "--reason", "a test");
        untilRefused(it, exchanged);
        assertThat(it.call(own)).as("nobody in quarantine has a part in it").isEqualTo(200);
        operate(store, "revoke", "--chain", transaction(own), "--until", "1h");
        untilRefused(it, own);
    }

    private static TokenFunction.Answer byKey(Running it, SigningKey key, Map<String, String> wanted) throws Exception {
        String assertion = new ClientAssertionMaker("orders-api", key)
                .make(ControlCloud.ISSUER, UUID.randomUUID().toString(), Instant.now());
        return it.tokens().byAssertion("orders-api", wanted, ClientAssertionMaker.TYPE, assertion);
    }

    private static String transaction(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
        return claims.replaceFirst(".*\"txn\":\"([^\"]+)\".*", "$1");
    }

    private void add(String store, String service, String... how) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("credentials", "add", "--service", service, "--owner", "orders"));
        arguments.addAll(List.of(how));
        operate(store, arguments.toArray(String[]::new));
    }

    private void operate(String store, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", store));
        List<String> unused = shop.cordon(all.toArray(String[]::new));
    }

    /** Obtains tokens by the secret that is there and calls, each of which must succeed; once more after that. */
    private int callUntil(AtomicBoolean over, Running it) {
        int calls = 0;
        try {
            boolean last = false;
            while (!last) {
                last = over.get();
                String current = ControlCloud.ofSecret(secret("AWSCURRENT"));
                assertThat(it.call(it.bySecret(current).token())).isEqualTo(200);
                calls++;
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return calls;
    }

    private static void untilRefused(Running it, String token) throws Exception {
        int status = 200;
        for (int calls = 0; status == 200 && calls < MOST_CALLS; calls++) {
            status = it.call(token);
        }
        assertThat(status).isEqualTo(403);
    }

    private String role(String name) {
        return AwsRoles.assertion(shop.moto(), name, ControlCloud.ISSUER);
    }

    private String secret(String stage) throws IOException, InterruptedException {
        return shop.moto()
                .call(
                        "secretsmanager",
                        "secretsmanager.GetSecretValue",
                        "{\"SecretId\":\"cordon/orders-api\",\"VersionStage\":\"" + stage + "\"}");
    }
}

package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
            return tokens.byAssertion(
                    "orders-api",
                    Map.of("grant_type", "client_credentials", "audience", "metrics-api"),
                    StsIdentities.TYPE,
                    assertion);
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

        assertThat(it.after("UpdateFunctionCode20150331v2", "{\"codeSha256\":\"dHdv\"}"))
                .isEqualTo(1);
        assertThat(secret("AWSCURRENT")).contains("\\\"generation\\\":\\\"1\\\"");
        assertThat(secret("AWSPREVIOUS")).contains("\\\"generation\\\":\\\"0\\\"");
        String second = ControlCloud.ofSecret(secret("AWSCURRENT"));
        assertThat(it.call(token)).as("a token of before").isEqualTo(200);
        assertThat(it.call(it.bySecret(first).token())).as("in its grace").isEqualTo(200);
        assertThat(it.call(it.bySecret(second).token())).isEqualTo(200);
        List<String> unused = shop.cordon(
                "credentials",
                "add",
                "--service",
                "orders-api",
                "--owner",
                "orders",
                "--platform",
                AwsRoles.arn("orders"),
                "--store",
                store);
        assertThat(it.call(it.byAssertion(role()).token())).isEqualTo(200);

        assertThat(it.after("DeleteFunction20150331", "null")).isEqualTo(1);
        end(it, token, second);
    }

    private void end(Running it, String token, String secret) throws Exception {
        assertThatThrownBy(() -> secret("AWSCURRENT"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("marked deleted");
        assertThat(it.bySecret(secret).status()).isEqualTo(401);
        assertThat(it.byAssertion(role()).status()).isEqualTo(401);
        int status = 200;
        for (int calls = 0; status == 200 && calls < MOST_CALLS; calls++) {
            status = it.call(token);
        }
        assertThat(status).isEqualTo(403);
    }

    private String role() {
        return AwsRoles.assertion(shop.moto(), "orders", ControlCloud.ISSUER);
    }

    private String secret(String stage) throws IOException, InterruptedException {
        return shop.moto()
                .call(
                        "secretsmanager",
                        "secretsmanager.GetSecretValue",
                        "{\"SecretId\":\"cordon/orders-api\",\"VersionStage\":\"" + stage + "\"}");
    }
}

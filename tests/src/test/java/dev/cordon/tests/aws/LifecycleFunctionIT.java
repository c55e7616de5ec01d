package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged control plane under the runtime that AWS runs it with: events of a queue in, secrets out. */
class LifecycleFunctionIT {

    private final CloudShop shop;
    private final Moto moto;

    @TempDir
    private Path folder;

    LifecycleFunctionIT() throws Exception {
        shop = CloudShop.shared();
        moto = shop.moto();
    }

    private LambdaFunction.Settings function(CloudShop.Place place) throws Exception {
        moto.makeControlTable(place.table() + "-control");
        Map<String, String> variables =
                new HashMap<>(shop.function(place, "api1=orders-api").environment());
        variables.remove("CORDON_TARGETS");
        variables.put("CORDON_CONTROL_TABLE", place.table() + "-control");
        variables.put("CORDON_ISSUER", "https://tokens.shop.example");
        variables.put("CORDON_SIGNING_KEYS", moto.makeSigningKey());
        variables.put("CORDON_SECRETS_PREFIX", place.table() + "/");
        variables.put("CORDON_EVENT_ACCOUNTS", "123456789012");
        variables.put("CORDON_EVENT_REGIONS", Moto.REGION);
        variables.put("CORDON_EVENT_NAMES", "lambda/orders-prod=orders-api");
        return new LambdaFunction.Settings(
                FunctionPackage.unpack(FunctionPackage.CONTROL_JAR, folder.resolve("control")),
                FunctionPackage.LIFECYCLE,
                Map.copyOf(variables),
                java.util.List.of());
    }

    /** As AWS documents a call that CloudTrail tells of. */
    private static String event(String name, String answer) {
        String now = Instant.now().toString();
        return """
                {"version": "0", "id": "6a7e8feb-b491-4cf7-a9f1-bf3703467718",
                 "detail-type": "AWS API Call via CloudTrail", "source": "aws.lambda", "account": "123456789012",
                 "time": "%1$s", "region": "%2$s", "resources": [],
                 "detail": {"eventVersion": "1.08", "eventTime": "%1$s", "eventSource": "lambda.amazonaws.com",
                   "eventName": "%3$s", "awsRegion": "%2$s", "requestParameters": {"functionName": "orders-prod"},
                   "responseElements": %4$s, "requestID": "a1", "eventID": "%3$s", "eventType": "AwsApiCall",
                   "managementEvent": true, "recipientAccountId": "123456789012"}}
                """.formatted(now, Moto.REGION, name, answer);
    }

    private static byte[] batch(String body) {
        return Json.object()
                .put(
                        "Records",
                        Json.array(java.util.List.of(Json.object()
                                .put("messageId", "m1")
                                .put("body", body)
                                .build())))
                .build()
                .toCanonical()
                .getBytes(StandardCharsets.UTF_8);
    }

    private String secret(CloudShop.Place place, String stage) throws IOException, InterruptedException {
        return moto.call(
                "secretsmanager",
                "secretsmanager.GetSecretValue",
                "{\"SecretId\":\"" + place.table() + "/orders-api\",\"VersionStage\":\"" + stage + "\"}");
    }

    @Test
    void a_deploy_rotates_a_services_secret_and_a_delete_leaves_none() throws Exception {
        CloudShop.Place place = shop.place("lifecycle");
        String rotating = CloudShop.policy()
                .replace("ordering: { trust: internal,", "ordering: { trust: internal, rotation: { grace: 1h },");
        assertThat(rotating).isNotEqualTo(CloudShop.policy());
        shop.publish(place, rotating, 1);
        shop.publishKeys(place);
        try (LambdaFunction function = LambdaFunction.start(function(place))) {
            assertThat(function.invoke(batch(event("CreateFunction20150331", "{\"codeSha256\":\"b25l\"}"))))
                    .hasToString("{\"batchItemFailures\":[]}");
            assertThat(secret(place, "AWSCURRENT")).contains("client_secret", "\\\"generation\\\":\\\"0\\\"");
            assertThat(function.log().await(line -> line.contains("\"outcome\":\"settled\"")))
                    .contains("\"kind\":\"deployed\"", "\"service\":\"orders-api\"", "\"why\":\"taken\"");
            assertThat(function.log().await(line -> line.contains("\"Events\":1")))
                    .contains("\"Namespace\":\"Cordon\"");

            assertThat(function.invoke(batch(event("UpdateFunctionCode20150331v2", "{\"codeSha256\":\"dHdv\"}"))))
                    .hasToString("{\"batchItemFailures\":[]}");
            assertThat(secret(place, "AWSCURRENT")).contains("\\\"generation\\\":\\\"1\\\"");
            assertThat(secret(place, "AWSPREVIOUS")).contains("\\\"generation\\\":\\\"0\\\"");

            assertThat(function.invoke(batch(event("DeleteFunction20150331", "null"))))
                    .hasToString("{\"batchItemFailures\":[]}");
            assertThatThrownBy(() -> secret(place, "AWSCURRENT"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("marked deleted");
            assertThat(function.invoke("{\"schedule\":\"reconcile\"}".getBytes(StandardCharsets.UTF_8)))
                    .asString()
                    .startsWith("{\"findings\":");
            assertThat(function.invoke("{}".getBytes(StandardCharsets.UTF_8))).isInstanceOf(Outcome.Failure.class);
        }
    }
}

package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.store.identity.StsIdentities;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import dev.cordon.tests.terraform.Terraform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of the control plane with the real provider, against the emulator: events on the emulated bus go by the
 * rules into the queue, and from there, by hand where Lambda would do it, into the packaged function with the settings
 * that were applied. Tokens are the applied token service's, of the same package.
 */
final class LifecycleApplyIT {

    /** What a second plan changes though nothing changed, since the emulator returns it in another form. */
    private static final Set<String> OTHERWISE_RETURNED_BY_THE_EMULATOR = Set.of("aws_sqs_queue.redrive_policy");

    @TempDir
    private Path folder;

    private final CloudShop shop;
    private final Moto moto;

    LifecycleApplyIT() throws Exception {
        shop = CloudShop.shared();
        moto = shop.moto();
    }

    @Test
    void what_happens_on_the_bus_rotates_a_secret_and_ends_it() throws Exception {
        Path example = Example.folder(Terraform.copyTo(folder.resolve("copy")), "aws-lifecycle");
        Map<String, String> environment = new HashMap<>(moto.environment());
        environment.put("TF_VAR_name", "lives");
        environment.put("TF_VAR_package", FunctionPackage.CONTROL_JAR.toString());

        Example life = Example.live(new Terraform(example, environment), this::use);

        assertThat(life.changes()).isEqualTo(OTHERWISE_RETURNED_BY_THE_EMULATOR);
        assertThat(life.left()).isEmpty();
    }

    private void use(Applied applied) throws Exception {
        Map<String, String> outputs = applied.outputs();
        CloudShop.Place place = shop.placeOf(
                outputs.get("bucket"),
                outputs.get("head_table"),
                outputs.get("signing_key"),
                outputs.get("bundle_keys"));
        String forbidding = moto.takeBucketPolicy(place.bucket());
        shop.publish(
                place,
                CloudShop.policy()
                        .replace(
                                "ordering: { trust: internal,", "ordering: { trust: internal, rotation: { grace: 1h },")
                        .replace(
                                "  - { id: follow,",
                                "  - { id: tally, from: orders-api, to: metrics-api, operations: [\"GET /orders/{id}\"] }\n"
                                        + "  - { id: follow,"),
                1);
        Path code = FunctionPackage.unpack(FunctionPackage.CONTROL_JAR, folder.resolve("control"));
        try (TokenFunction tokens = TokenFunction.start(code, settings(applied, "tokens"));
                LambdaFunction function = LambdaFunction.start(new LambdaFunction.Settings(
                        code, FunctionPackage.LIFECYCLE, settings(applied, "lifecycle"), List.of()))) {
            EventBus bus = new EventBus(moto, String.valueOf(outputs.get("queue_url")), function);
            Files.writeString(
                    shop.file("applied.jwks"), tokens.get("/oauth2/jwks").body());
            shop.publishKeys(place, "applied.jwks");
            bus.happens("CreateFunction20150331", "orders-prod", "{\"codeSha256\":\"b25l\"}");
            bus.happens("GetFunction20150331v2", "orders-prod", "null");
            assertThat(bus.handOn()).isEqualTo(1);
            assertThat(secret("AWSCURRENT")).contains("client_secret", "\\\"generation\\\":\\\"0\\\"");
            String first = ControlCloud.ofSecret(secret("AWSCURRENT"));
            assertThat(tokens.bySecret("orders-api", first, "metrics-api").status())
                    .isEqualTo(200);

            bus.happens("UpdateFunctionCode20150331v2", "orders-prod", "{\"codeSha256\":\"dHdv\"}");
            assertThat(bus.handOn()).isEqualTo(1);
            assertThat(secret("AWSCURRENT")).contains("\\\"generation\\\":\\\"1\\\"");
            assertThat(secret("AWSPREVIOUS")).contains("\\\"generation\\\":\\\"0\\\"");
            String second = ControlCloud.ofSecret(secret("AWSCURRENT"));
            assertThat(tokens.bySecret("orders-api", first, "metrics-api").status())
                    .as("in its grace")
                    .isEqualTo(200);
            assertThat(tokens.bySecret("orders-api", second, "metrics-api").status())
                    .isEqualTo(200);
            note(outputs, applied);
            assertThat(byRole(tokens).status()).isEqualTo(200);

            bus.happens("DeleteFunction20150331", "orders-prod", "null");
            assertThat(bus.handOn()).isEqualTo(1);
            assertThatThrownBy(() -> secret("AWSCURRENT"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("marked deleted");
            assertThat(tokens.bySecret("orders-api", second, "metrics-api").status())
                    .isEqualTo(401);
            assertThat(byRole(tokens).status()).isEqualTo(401);
            assertThat(function.log().lines()).noneMatch(line -> line.contains("client_secret"));
        }
        moto.putBucketPolicy(place.bucket(), forbidding);
    }

    private Map<String, String> settings(Applied applied, String function) {
        Map<String, String> settings = new TreeMap<>(applied.settings("aws_lambda_function." + function));
        settings.putAll(moto.environment());
        return Map.copyOf(settings);
    }

    /** An operator notes the service's role at the tables that were applied. */
    private void note(Map<String, String> outputs, Applied applied) throws Exception {
        String table = applied.settings("aws_lambda_function.lifecycle").get("CORDON_CONTROL_TABLE");
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
                "dynamodb://" + table + "?head=" + outputs.get("head_table"));
    }

    private TokenFunction.Answer byRole(TokenFunction tokens) throws Exception {
        return tokens.byAssertion(
                "orders-api",
                Map.of("grant_type", "client_credentials", "audience", "metrics-api"),
                StsIdentities.TYPE,
                AwsRoles.assertion(moto, "orders", ControlCloud.ISSUER));
    }

    private String secret(String stage) throws IOException, InterruptedException {
        return moto.call(
                "secretsmanager",
                "secretsmanager.GetSecretValue",
                "{\"SecretId\":\"cordon/orders-api\",\"VersionStage\":\"" + stage + "\"}");
    }
}

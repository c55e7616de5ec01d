package dev.cordon.tests.aws;

import static dev.cordon.tests.aws.TokenFunction.credentialsFor;
import static dev.cordon.tests.aws.TokenFunction.exchange;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.tests.terraform.Applied;
import dev.cordon.tests.terraform.Example;
import dev.cordon.tests.terraform.Terraform;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Services' lives with the example of the control plane, while it is there: one here, and one of another account. */
final class LifecycleCalls implements Example.Use {

    private static final String FUNCTION = "orders-prod";
    private static final String SERVICE = "orders-api";

    private final CloudShop shop;
    private final Path folder;

    LifecycleCalls(CloudShop shop, Path folder) {
        this.shop = shop;
        this.folder = folder;
    }

    @Override
    public void of(Applied applied, Terraform example) throws Exception {
        CloudShop.Place place = shop.placeOf(
                applied.outputs().get("bucket"),
                applied.outputs().get("head_table"),
                applied.outputs().get("signing_key"),
                applied.outputs().get("bundle_keys"));
        String forbidding = shop.moto().takeBucketPolicy(place.bucket());
        shop.publish(place, ControlCloud.policy(), 1);
        Path code = FunctionPackage.unpack(FunctionPackage.CONTROL_JAR, folder.resolve("control"));
        try (AppliedPlane plane = new AppliedPlane(shop, applied, place, code)) {
            OtherAccountCalls other = new OtherAccountCalls(plane, example);
            other.begin(applied);
            listens(plane);
            live(plane);
            other.end();
            assertThat(plane.log()).noneMatch(line -> line.contains("client_secret"));
        }
        shop.moto().putBucketPolicy(place.bucket(), forbidding);
    }

    private static TokenFunction.Answer bySecret(AppliedPlane it, String secret) throws Exception {
        return it.tokens().bySecret(SERVICE, secret, "metrics-api");
    }

    private static TokenFunction.Answer byRole(AppliedPlane it) throws Exception {
        return it.tokens().byRole(SERVICE, it.role("orders"), credentialsFor("metrics-api"));
    }

    private static Happening happening(String call, String answer) {
        return Happening.function(Happening.ACCOUNT, call, FUNCTION, answer);
    }

    /** What the rules lead to the function of other kinds of service, and what not. */
    private static void listens(AppliedPlane it) throws Exception {
        assertThat(it.takes(Happening.ecs("ECS Deployment State Change", "SERVICE_DEPLOYMENT_COMPLETED")))
                .isTrue();
        assertThat(it.takes(Happening.ecs("ECS Service Action", "SERVICE_STEADY_STATE")))
                .isFalse();
        String service = "{\"service\": \"payments\", \"cluster\": \"shop\"}";
        assertThat(it.takes(Happening.call(Happening.ACCOUNT, "ecs", "DeleteService", service, "null")))
                .isTrue();
        assertThat(it.takes(Happening.call(Happening.ACCOUNT, "ecs", "UpdateService", service, "null")))
                .isFalse();
        String api = "{\"restApiId\": \"a1b2c3\"}";
        for (String name : List.of("CreateDeployment", "DeleteStage", "UpdateRoute", "ImportRestApi", "PutMethod")) {
            assertThat(it.takes(Happening.call(Happening.ACCOUNT, "apigateway", name, api, "null")))
                    .as(name)
                    .isTrue();
        }
        assertThat(it.takes(Happening.call(Happening.ACCOUNT, "apigateway", "GetRestApi", api, "null")))
                .isFalse();
    }

    private static void live(AppliedPlane it) throws Exception {
        assertThat(it.takes(happening("GetFunction20150331v2", "null"))).isFalse();
        assertThat(it.takes(happening("CreateFunction20150331", "{\"codeSha256\":\"b25l\"}")))
                .isTrue();
        assertThat(it.secret(SERVICE, "AWSCURRENT")).contains("client_secret", "\\\"generation\\\":\\\"0\\\"");
        String first = ControlCloud.ofSecret(it.secret(SERVICE, "AWSCURRENT"));
        String token = bySecret(it, first).token();
        assertThat(it.call(token)).isEqualTo(200);

        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Integer> calls = CompletableFuture.supplyAsync(() -> RepeatedCalls.untilOver(
                over, () -> it.call(bySecret(it, ControlCloud.ofSecret(it.secret(SERVICE, "AWSCURRENT"))))));
        assertThat(it.takes(happening("UpdateFunctionCode20150331v2", "{\"codeSha256\":\"dHdv\"}")))
                .isTrue();
        over.set(true);
        assertThat(calls.get()).as("calls while the secret is replaced").isPositive();
        assertThat(it.secret(SERVICE, "AWSCURRENT")).contains("\\\"generation\\\":\\\"1\\\"");
        assertThat(it.secret(SERVICE, "AWSPREVIOUS")).contains("\\\"generation\\\":\\\"0\\\"");
        String second = ControlCloud.ofSecret(it.secret(SERVICE, "AWSCURRENT"));
        assertThat(it.call(token)).as("a token of before").isEqualTo(200);
        assertThat(it.call(bySecret(it, first))).as("in its grace").isEqualTo(200);
        assertThat(it.call(bySecret(it, second))).isEqualTo(200);
        it.add(SERVICE, "--platform", AwsRoles.arn("orders"));
        assertThat(it.call(byRole(it))).isEqualTo(200);
        exchanges(it);

        assertThat(it.takes(happening("DeleteFunction20150331", "null"))).isTrue();
        assertThatThrownBy(() -> it.secret(SERVICE, "AWSCURRENT"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("marked deleted");
        assertThat(bySecret(it, second).status()).isEqualTo(401);
        assertThat(byRole(it).status()).isEqualTo(401);
        assertThat(RepeatedCalls.untilRefused(() -> it.call(token))).isPositive();
    }

    /** A service that shows its key exchanges what another one, that shows its role, was given for it. */
    private static void exchanges(AppliedPlane it) throws Exception {
        SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
        Files.writeString(it.file("orders.jwks"), key.publicKeys().toJson());
        it.add(SERVICE, "--keys", "orders.jwks");
        it.add("web-bff", "--platform", AwsRoles.arn("web"));
        TokenFunction.Answer own = it.tokens().byKey(SERVICE, key, credentialsFor("metrics-api"));
        TokenFunction.Answer web = it.tokens().byRole("web-bff", it.role("web"), credentialsFor(SERVICE));
        TokenFunction.Answer exchanged = it.tokens().byKey(SERVICE, key, exchange(web.token(), "metrics-api"));
        assertThat(it.call(own)).isEqualTo(200);
        assertThat(it.call(exchanged)).isEqualTo(200);
        assertThat(it.call(web)).as("of another edge").isEqualTo(403);

        it.operate("quarantine", "begin", "--service", "web-bff", "--for", "1h", "--reason", "a test");
        assertThat(RepeatedCalls.untilRefused(() -> it.call(exchanged))).isPositive();
        assertThat(it.call(own)).as("nobody in quarantine has a part in it").isEqualTo(200);
        it.operate("revoke", "--chain", own.transaction(), "--until", "1h");
        assertThat(RepeatedCalls.untilRefused(() -> it.call(own))).isPositive();
    }
}

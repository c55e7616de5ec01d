package dev.cordon.tests.aws;

import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.terraform.Applied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The control plane that Terraform applied, running: events on the emulated bus go by the rules into the queue, and
 * from there into the packaged function with the settings that were applied. Tokens are the applied token service's, of
 * the same package; an authorizer over the same tables and bucket lets calls with them through.
 */
final class AppliedPlane implements AutoCloseable {

    private final CloudShop shop;
    private final Applied applied;
    private final Path code;
    private final String store;
    private final TokenFunction tokens;
    private final LambdaFunction lifecycle;
    private final LambdaFunction authorizer;
    private final Attachment metrics;
    private final EventBus bus;

    /**
     * Begins, and publishes the token service's keys.
     *
     * @param place where the policy is published
     * @param code the folder of the unpacked package
     */
    AppliedPlane(CloudShop shop, Applied applied, CloudShop.Place place, Path code) throws Exception {
        this.shop = shop;
        this.applied = applied;
        this.code = code;
        String table =
                String.valueOf(applied.settings("aws_lambda_function.lifecycle").get("CORDON_CONTROL_TABLE"));
        store = "dynamodb://" + table + "?head=" + place.table();
        tokens = TokenFunction.start(code, settings("tokens"));
        Files.writeString(shop.file("applied.jwks"), tokens.get("/oauth2/jwks").body());
        shop.publishKeys(place, "applied.jwks");
        lifecycle = LambdaFunction.start(
                new LambdaFunction.Settings(code, FunctionPackage.LIFECYCLE, settings("lifecycle"), List.of()));
        authorizer =
                LambdaFunction.start(shop.function(place, "api3=metrics-api").with("CORDON_CONTROL_TABLE", table));
        metrics = Attachment.of(api(), authorizer);
        bus = new EventBus(shop.moto(), String.valueOf(applied.outputs().get("queue_url")), lifecycle);
    }

    private static GatewayApi api() {
        return new GatewayApi(
                CloudShop.EXECUTION + "api3",
                "live",
                new GatewayApi.Authorizer(Kind.HTTP_2, false, 0, List.of("$request.header.Authorization")),
                Attachment.HEADERS);
    }

    private Map<String, String> settings(String function) {
        Map<String, String> settings = new HashMap<>(applied.settings("aws_lambda_function." + function));
        settings.putAll(shop.moto().environment());
        return Map.copyOf(settings);
    }

    /** Starts the function that Secrets Manager has secrets rotated by. */
    RotationFunction rotation() throws IOException {
        return RotationFunction.start(code, settings("rotation"));
    }

    Moto moto() {
        return shop.moto();
    }

    TokenFunction tokens() {
        return tokens;
    }

    /** Whether the rules lead it to the function, which takes it. */
    boolean takes(Happening happening) throws Exception {
        bus.tell(happening);
        return bus.handOn() == 1;
    }

    /** The same of another account. */
    boolean takesFrom(String account, Happening happening) throws Exception {
        bus.tellIn(account, happening);
        return bus.handOn() == 1;
    }

    /** The status of a call to the API of metrics. */
    int call(TokenFunction.Answer answer) throws Exception {
        return call(answer.token());
    }

    /** The status of a call to the API of metrics. */
    int call(String token) throws Exception {
        return metrics.call("GET /orders/7", "Authorization: Bearer " + token).status();
    }

    /** What Secrets Manager answers who reads a service's secret. */
    String secret(String service, String stage) throws IOException, InterruptedException {
        return shop.moto()
                .call(
                        "secretsmanager",
                        "secretsmanager.GetSecretValue",
                        "{\"SecretId\":\"cordon/" + service + "\",\"VersionStage\":\"" + stage + "\"}");
    }

    /** What a workload with a role shows. */
    String role(String name) {
        return AwsRoles.assertion(shop.moto(), name, ControlCloud.ISSUER);
    }

    /** Notes how a service shows who it is. */
    void add(String service, String... how) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("credentials", "add", "--service", service, "--owner", "orders"));
        arguments.addAll(List.of(how));
        operate(arguments.toArray(String[]::new));
    }

    /** What an operator does at the command line. */
    void operate(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--store", store));
        List<String> unused = shop.cordon(all.toArray(String[]::new));
    }

    /** A file beside those of the command line. */
    Path file(String name) {
        return shop.file(name);
    }

    /** What the function that looks after services logged. */
    List<String> log() {
        return lifecycle.log().lines();
    }

    @Override
    public void close() throws IOException {
        metrics.close();
        authorizer.close();
        lifecycle.close();
        tokens.close();
    }
}

package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.tests.surroundings.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged control plane in an emulated account: both functions, under the runtime that AWS runs them with. */
final class ControlCloud implements AutoCloseable {

    static final String ISSUER = "https://tokens.shop.example";

    private static final Pattern SECRET = Pattern.compile("client_secret\\\\\":\\\\\"([A-Za-z0-9_-]{43})");

    private final CloudShop shop;
    private final CloudShop.Place place;
    private final Path code;
    private final Map<String, String> settings;
    private final Relay way;
    private final LambdaFunction lifecycle;
    private final TokenFunction tokens;

    /**
     * Started, over a policy that is published with the keys of KMS.
     *
     * @param folder for the package
     * @param names services by their resources
     */
    ControlCloud(CloudShop shop, CloudShop.Place place, String policy, Path folder, String names) throws Exception {
        this.shop = shop;
        this.place = place;
        code = FunctionPackage.unpack(FunctionPackage.CONTROL_JAR, folder.resolve("control"));
        settings = settings(names);
        tokens = TokenFunction.start(code, settings);
        Files.writeString(shop.file("kms.jwks"), tokens.get("/oauth2/jwks").body());
        shop.publish(place, policy, 1);
        shop.publishKeys(place, "kms.jwks");
        way = new Relay(shop.moto().port());
        lifecycle =
                LambdaFunction.start(new LambdaFunction.Settings(code, FunctionPackage.LIFECYCLE, settings, List.of())
                        .with("AWS_ENDPOINT_URL", "http://127.0.0.1:" + way.port()));
    }

    /** The shop's policy, by which the secrets of two services are replaced and one of them calls on for the other. */
    static String policy() throws IOException {
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

    /** What lies between the function that looks after services and all its stores. */
    Relay way() {
        return way;
    }

    /** Starts the function that Secrets Manager has secrets rotated by. */
    RotationFunction rotation() throws IOException {
        PasswordFile.putBeside(code);
        Map<String, String> own = new HashMap<>(settings);
        own.put(PasswordFile.VARIABLE, passwords().toString());
        return RotationFunction.start(code, own);
    }

    /** The database whose secret is rotated, too. */
    Path passwords() {
        return code.resolveSibling("passwords");
    }

    private Map<String, String> settings(String names) throws Exception {
        Moto moto = shop.moto();
        moto.makeControlTable(controlTable());
        Map<String, String> settings =
                new HashMap<>(shop.function(place, "api1=orders-api").environment());
        settings.remove("CORDON_TARGETS");
        settings.put("CORDON_CONTROL_TABLE", controlTable());
        settings.put("CORDON_ISSUER", ISSUER);
        settings.put("CORDON_SIGNING_KEYS", moto.makeSigningKey());
        settings.put("CORDON_SECRETS_PREFIX", place.table() + "/");
        settings.put("CORDON_EVENT_ACCOUNTS", "123456789012");
        settings.put("CORDON_EVENT_REGIONS", Moto.REGION);
        settings.put("CORDON_EVENT_NAMES", names);
        return Map.copyOf(settings);
    }

    private String controlTable() {
        return place.table() + "-control";
    }

    /** What {@code --store} says of it. */
    String store() {
        return "dynamodb://" + controlTable() + "?head=" + place.table() + "&secrets=" + place.table() + "/";
    }

    /** An authorizer of APIs that reads services and revocations, too. */
    LambdaFunction.Settings authorizer(String targets) throws Exception {
        return shop.function(place, targets).with("CORDON_CONTROL_TABLE", controlTable());
    }

    /** What EventBridge puts into the queue for a call that CloudTrail tells of, as AWS documents it. */
    static String event(String name, String function, String id) {
        String answer = name.startsWith("Delete") ? "null" : "{\"codeSha256\":\"" + id + "\"}";
        return """
                {"version": "0", "id": "%5$s",
                 "detail-type": "AWS API Call via CloudTrail", "source": "aws.lambda", "account": "123456789012",
                 "time": "%1$s", "region": "%2$s", "resources": [],
                 "detail": {"eventVersion": "1.08", "eventTime": "%1$s", "eventSource": "lambda.amazonaws.com",
                   "eventName": "%3$s", "awsRegion": "%2$s", "requestParameters": {"functionName": "%6$s"},
                   "responseElements": %4$s, "requestID": "a1", "eventID": "%5$s", "eventType": "AwsApiCall",
                   "managementEvent": true, "recipientAccountId": "123456789012"}}
                """.formatted(Instant.now().toString(), Moto.REGION, name, answer, id, function);
    }

    /** A call, and the function that is told of it. */
    void happens(String name, String function, String id) throws Exception {
        byte[] batch = EventQueue.batch(Map.of("m1", event(name, function, id)));
        assertThat(lifecycle.invoke(batch)).hasToString("{\"batchItemFailures\":[]}");
    }

    /**
     * Has Secrets Manager begin a rotation of a secret, with a version that is pending and has no value. It knows the
     * function by name alone: each step is the test's to ask for.
     *
     * @return the version
     */
    String beginRotation(String secret, String function) throws Exception {
        String version = UUID.randomUUID().toString();
        String unused = shop.moto()
                .call(
                        "secretsmanager",
                        "secretsmanager.RotateSecret",
                        Json.object()
                                .put("SecretId", secret)
                                .put("ClientRequestToken", version)
                                .put("RotationLambdaARN", function)
                                .put(
                                        "RotationRules",
                                        Json.object()
                                                .put("AutomaticallyAfterDays", 30)
                                                .build())
                                .build()
                                .toCanonical());
        return version;
    }

    /** The name of a service's secret. */
    String secretName(String service) {
        return place.table() + "/" + service;
    }

    /** What Secrets Manager answers a service that reads its secret. */
    String secretText(String service) throws Exception {
        return secretText(service, "AWSCURRENT");
    }

    /** The same of another stage. */
    String secretText(String service, String stage) throws Exception {
        return valueOf(secretName(service), stage);
    }

    /** The same of any secret. */
    String valueOf(String secret, String stage) throws Exception {
        return shop.moto()
                .call(
                        "secretsmanager",
                        "secretsmanager.GetSecretValue",
                        "{\"SecretId\":\"" + secret + "\",\"VersionStage\":\"" + stage + "\"}");
    }

    /** The secret that a service reads. */
    String secret(String service) throws Exception {
        return ofSecret(secretText(service));
    }

    /** The client secret in what Secrets Manager answers. */
    static String ofSecret(String text) {
        Matcher found = SECRET.matcher(text);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    TokenFunction tokens() {
        return tokens;
    }

    LambdaFunction lifecycle() {
        return lifecycle;
    }

    @Override
    public void close() throws IOException {
        lifecycle.close();
        way.close();
        tokens.close();
    }
}

package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.FlowId;
import dev.cordon.policy.Scope;
import dev.cordon.policy.ServiceName;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.tests.surroundings.Moto;
import dev.cordon.token.SegmentTokenMinter;
import dev.cordon.token.SegmentTokenRequest;
import dev.cordon.token.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shop of {@code shop.yaml} in an emulated account: where its policy is published, and who may call. */
final class CloudShop {

    /** What stands before the ids of APIs. */
    static final String EXECUTION = "arn:aws:execute-api:" + Moto.REGION + ":123456789012:";

    private static final String BUNDLE_KEYS = "bundle.jwks";

    private static @Nullable CloudShop shared;

    private final Moto moto = Moto.start();
    private final Cordon cordon;
    private final Path code;
    private final SigningKey issuer = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());

    /**
     * Where a policy is published.
     *
     * @param bucket the S3 bucket
     * @param table the DynamoDB table
     * @param key what signs
     * @param keys the file of the public keys that it is verified with
     */
    record Place(String bucket, String table, String key, String keys) {

        String uri() {
            return "s3://" + bucket + "/?head=" + table;
        }
    }

    /** One for all tests of this process, with which its emulator ends. */
    static synchronized CloudShop shared() throws IOException, InterruptedException {
        if (shared == null) {
            Path target = Path.of(System.getProperty("cordon.root"), "tests/target");
            shared = new CloudShop(Files.createTempDirectory(Files.createDirectories(target), "aws"));
        }
        return shared;
    }

    private CloudShop(Path folder) throws IOException, InterruptedException {
        code = FunctionPackage.unpack(folder.resolve("function"));
        cordon = new Cordon(Files.createDirectories(folder.resolve("cordon")), moto.environment());
        Files.writeString(cordon.file("issuer.jwks"), issuer.publicKeys().toJson());
        cordon.run("keys", "generate", "--out", "bundle.jwk", "--public", BUNDLE_KEYS);
    }

    /** A file beside those of the command line. */
    Path file(String name) {
        return cordon.file(name);
    }

    /** Runs a command that must succeed. */
    List<String> cordon(String... arguments) throws IOException, InterruptedException {
        return cordon.run(arguments);
    }

    Moto moto() {
        return moto;
    }

    /** The policy as it is first published. */
    static String policy() throws IOException {
        try (InputStream text = CloudShop.class.getResourceAsStream("shop.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A new place where nothing is published. */
    Place place(String name) throws IOException, InterruptedException {
        moto.makeBucket(name);
        moto.makeTable(name);
        return new Place(name, name, "bundle.jwk", BUNDLE_KEYS);
    }

    /** A place that was made elsewhere, with the public keys of what signs there. */
    Place placeOf(String bucket, String table, String key, String jwks) throws IOException {
        String keys = table + ".jwks";
        Files.writeString(cordon.file(keys), jwks);
        return new Place(bucket, table, key, keys);
    }

    /** A new place with the policy. */
    Place published(String name) throws IOException, InterruptedException {
        Place place = place(name);
        publish(place, policy(), 1);
        publishKeys(place);
        return place;
    }

    void publish(Place place, String policy, int sequence) throws IOException, InterruptedException {
        String source = place.table() + ".yaml";
        String bundle = place.table() + ".bundle";
        Files.writeString(cordon.file(source), policy);
        String number = Integer.toString(sequence);
        cordon.run("bundle", "create", source, "--key", place.key(), "--sequence", number, "--out", bundle);
        cordon.run("bundle", "publish", bundle, place.uri(), "--bundle-key", place.keys());
    }

    /**
     * Publishes a policy by which the storefront may no longer read orders.
     *
     * @return when that was done
     */
    Instant publishWithoutReading(Place place, int sequence) throws IOException, InterruptedException {
        String changed = policy().replace("[POST /orders, \"GET /orders/{id}\"]", "[POST /orders]");
        assertThat(changed).isNotEqualTo(policy());
        publish(place, changed, sequence);
        return Instant.now();
    }

    void publishKeys(Place place) throws IOException, InterruptedException {
        publishKeys(place, "issuer.jwks");
    }

    /** Publishes what a file beside those of the command line holds as the issuer's keys. */
    void publishKeys(Place place, String file) throws IOException, InterruptedException {
        cordon.run(
                "keys",
                "publish",
                place.uri(),
                "--issuer",
                "shop=" + file,
                "--key",
                place.key(),
                "--bundle-key",
                place.keys(),
                "--policy-name",
                "shop",
                "--environment",
                "production",
                "--sequence",
                "1");
    }

    /** A function with these variables of its own. */
    LambdaFunction.Settings function(Map<String, String> own) {
        Map<String, String> variables = new HashMap<>(moto.environment());
        variables.putAll(own);
        return new LambdaFunction.Settings(code, FunctionPackage.HANDLER, Map.copyOf(variables), List.of());
    }

    /** A function for all kinds of authorizer, with the policy of that place. */
    LambdaFunction.Settings function(Place place, String targets) throws IOException {
        Map<String, String> variables = new HashMap<>();
        variables.put("CORDON_POLICY", "shop");
        variables.put("CORDON_ENVIRONMENT", "production");
        variables.put("CORDON_BUNDLE_KEYS", Files.readString(cordon.file(place.keys())));
        variables.put("CORDON_BUCKET", place.bucket());
        variables.put("CORDON_HEAD_TABLE", place.table());
        variables.put("CORDON_TARGETS", targets);
        return function(variables);
    }

    /** The header line with a token for that edge. */
    String token(String caller, String target, String flow) throws Exception {
        return token(caller, target, flow, SegmentTokenRequest.Bound.NOTHING);
    }

    /** The same, bound to something. */
    String token(String caller, String target, String flow, SegmentTokenRequest.Bound bound) throws Exception {
        ServiceName name = new ServiceName(caller);
        SegmentTokenRequest request = new SegmentTokenRequest(
                name,
                new ServiceName(target),
                new FlowId(flow),
                List.of(new Scope("orders.write")),
                Duration.ofMinutes(5),
                new SegmentTokenRequest.Chain(name, List.of(), Optional.empty(), 1, Optional.empty()),
                bound);
        SegmentTokenMinter minter = new SegmentTokenMinter("https://tokens.shop.example", issuer, new SecureRandom());
        return "Authorization: Bearer " + minter.mint(request, Instant.now()).reveal();
    }
}

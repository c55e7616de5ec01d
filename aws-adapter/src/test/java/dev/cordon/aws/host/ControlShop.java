package dev.cordon.aws.host;

import dev.cordon.audit.TokenRecord;
import dev.cordon.audit.TokenSink;
import dev.cordon.aws.bridge.BridgeSamples;
import dev.cordon.aws.control.ControlLog;
import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.control.RotationSteps;
import dev.cordon.aws.control.TokenEndpoint;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.Moto;
import dev.cordon.document.Bundle;
import dev.cordon.document.Edition;
import dev.cordon.document.IssuerKeys;
import dev.cordon.document.Json;
import dev.cordon.gate.HostClock;
import dev.cordon.lifecycle.Finding;
import dev.cordon.policy.Environment;
import dev.cordon.policy.IssuerName;
import dev.cordon.policy.Policy;
import dev.cordon.policy.PolicyName;
import dev.cordon.policy.Rotation;
import dev.cordon.policy.SignatureAlgorithm;
import dev.cordon.policy.TestPolicy;
import dev.cordon.policy.TokenKind;
import dev.cordon.policy.Trust;
import dev.cordon.publication.Publisher;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.token.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A control plane on an emulated AWS, with a published policy and a clock that the test moves. */
final class ControlShop {

    static final Instant START = Instant.parse("2026-11-29T12:00:10Z");
    static final Duration GRACE = Duration.ofMinutes(30);
    static final String ISSUER = "https://cordon.example";

    private static final SigningKey BUNDLES = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    final AwsBench bench = Moto.bench();
    final List<TokenRecord> requests = Collections.synchronizedList(new ArrayList<>());
    final Told told = new Told();
    final ControlConfiguration configuration;

    private final Map<String, String> environment;

    private final ControlAccess aws = bench.control();
    private final SecretsManagerClient secrets = bench.secretsManager();
    private final DynamoDbClient dynamoDb;
    private final String prefix = "lifecycle-" + PREFIXES.incrementAndGet() + "/";
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<Long> nanos = new AtomicReference<>(0L);
    private final HostClock clock = new HostClock(nanos::get, now::get);

    /** What is told. */
    static final class Told implements ControlLog {
        final List<String> events = Collections.synchronizedList(new ArrayList<>());
        final List<Finding> findings = Collections.synchronizedList(new ArrayList<>());
        final List<String> notices = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void event(String message, Optional<ServiceEvent> event, Outcome outcome, String why) {
            String service =
                    event.map(one -> one.kind() + " " + one.service() + " ").orElse("");
            events.add(message + " " + service + outcome + " " + why);
        }

        @Override
        public void findings(List<Finding> found) {
            findings.addAll(found);
        }

        @Override
        public void notice(String line) {
            notices.add(line);
        }
    }

    private static Policy policy() {
        return new TestPolicy()
                .segment("ordering", Trust.INTERNAL)
                .rotating("ordering", new Rotation(Optional.empty(), Optional.empty(), GRACE))
                .segment("money", Trust.INTERNAL)
                .freshness(Duration.ofSeconds(2), Duration.ofMinutes(5))
                .caller("orders-api", "ordering")
                .service("payments-api", "money", "payments.example", "POST /charges")
                .issuer("cordon", TokenKind.SEGMENT, "ordering")
                .flow("charge", "orders-api", "payments-api")
                .build();
    }

    /** With a policy that is published. */
    ControlShop() throws Exception {
        this(Map.of());
    }

    /** The same with further variables. */
    ControlShop(Map<String, String> further) throws Exception {
        this(further, policy(), Moto.bench());
    }

    /** The same with another DynamoDB. */
    ControlShop(Map<String, String> further, AwsBench tables) throws Exception {
        this(further, policy(), tables);
    }

    /** The same with another policy. */
    ControlShop(Map<String, String> further, Policy policy) throws Exception {
        this(further, policy, Moto.bench());
    }

    private ControlShop(Map<String, String> further, Policy policy, AwsBench tables) throws Exception {
        this.dynamoDb = tables.dynamoDb();
        Map<String, String> variables = variables(tables);
        variables.putAll(further);
        environment = Map.copyOf(variables);
        configuration = ControlConfiguration.of(new Variables(variables));
        publish(policy, 1);
    }

    /** Publishes a policy, with the issuer's keys. */
    void publish(Policy policy, long sequence) throws Exception {
        ControlAccess access = control();
        Configuration.Place place = configuration.place();
        Publisher publisher = new Publisher(
                access.objects(place.bucket(), place.prefix()),
                access.heads(place.table()),
                configuration.expectations());
        Edition edition = new Edition(new Environment("production"), sequence, START.plus(Duration.ofDays(30)));
        publisher.publishBundle(Bundle.sign(policy, edition, BUNDLES), START);
        publisher.publishKeys(
                IssuerKeys.sign(
                        new PolicyName("shop"),
                        edition,
                        Map.of(
                                new IssuerName("cordon"),
                                access.keys(ISSUER, configuration.issuing().keys())
                                        .shown(START)
                                        .orElseThrow()),
                        BUNDLES),
                START);
    }

    private Map<String, String> variables(AwsBench tables) {
        Map<String, String> variables = ConfigurationTest.least();
        variables.remove("CORDON_TARGETS");
        variables.put("CORDON_BUNDLE_KEYS", BUNDLES.publicKeys().toJson());
        variables.put("CORDON_BUCKET", bench.bucket());
        variables.put("CORDON_HEAD_TABLE", tables.table());
        variables.put("CORDON_CONTROL_TABLE", tables.controlTable());
        variables.put("CORDON_ISSUER", ISSUER);
        variables.put("CORDON_SIGNING_KEYS", bench.signingKey());
        variables.put("CORDON_SECRETS_PREFIX", prefix);
        variables.put("CORDON_EVENT_ACCOUNTS", "123456789012");
        variables.put("CORDON_EVENT_REGIONS", "eu-central-1");
        variables.put("CORDON_EVENT_NAMES", "lambda/orders-prod=orders-api");
        return variables;
    }

    /** All of it. */
    ControlAccess control() {
        return control(dynamoDb, secrets);
    }

    /** The same by other clients. */
    ControlAccess control(DynamoDbClient dynamoDb, SecretsManagerClient secretsManager) {
        return Replaced.by(aws, dynamoDb, secretsManager);
    }

    ControlPlane plane(ControlAccess access) {
        return start(access).plane(sink(), told);
    }

    /** What Secrets Manager invokes, over an access of the test's making. */
    RotationSteps rotation(ControlAccess access) {
        return start(access).rotation(sink(), told);
    }

    Map<String, String> environment() {
        return environment;
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    HostClock clock() {
        return clock;
    }

    String secretName() {
        return prefix + "orders-api";
    }

    SecretsManagerClient secrets() {
        return secrets;
    }

    TokenEndpoint tokens() {
        return tokens(control());
    }

    /** Over an access of the test's making. */
    TokenEndpoint tokens(ControlAccess access) {
        return start(access).tokens(sink(), told);
    }

    private ControlStart start(ControlAccess access) {
        return ControlStart.of(configuration, access, clock);
    }

    private TokenSink sink() {
        return requests::add;
    }

    ControlAccess.Kept kept() {
        return control()
                .kept(
                        configuration.control().orElseThrow(),
                        configuration.place().table(),
                        configuration.secrets(),
                        now::get);
    }

    Instant now() {
        return now.get();
    }

    void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.updateAndGet(ticks -> ticks + time.toNanos());
    }

    String event(String name, String id) {
        String answer = name.startsWith("Delete")
                ? "null"
                : "{\"functionName\": \"orders-prod\", \"version\": \"$LATEST\", \"codeSha256\": \"" + id + "\"}";
        return BridgeSamples.function(name, "\"functionName\": \"orders-prod\"", answer)
                .replace("\"e0c2\"", "\"" + id + "\"")
                .replace("2026-11-29T12:00:00Z", now.get().minusSeconds(2).toString());
    }

    static String batch(String... bodies) {
        List<Json> records = new ArrayList<>();
        for (int i = 0; i < bodies.length; i++) {
            records.add(Json.object()
                    .put("messageId", "m" + i)
                    .put("body", bodies[i])
                    .put("eventSource", "aws:sqs")
                    .build());
        }
        return Json.object().put("Records", Json.array(records)).build().toCanonical();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What the service finds at a stage of its secret. */
    String secret(String stage) {
        return secrets.getSecretValue(
                        value -> value.secretId(prefix + "orders-api").versionStage(stage))
                .secretString();
    }
}

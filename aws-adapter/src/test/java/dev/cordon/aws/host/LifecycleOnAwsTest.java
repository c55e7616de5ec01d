package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.audit.TokenRecord;
import dev.cordon.aws.bridge.BridgeSamples;
import dev.cordon.aws.control.ControlLog;
import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.BadDay;
import dev.cordon.aws.store.FaultyLine;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Events of AWS in, secrets in Secrets Manager out: DynamoDB, S3, KMS and Secrets Manager by an emulator. */
final class LifecycleOnAwsTest {

    private static final Instant START = Instant.parse("2026-11-29T12:00:10Z");
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final String ISSUER = "https://tokens.shop.example";
    private static final SigningKey BUNDLES = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private final AwsBench bench = Moto.bench();
    private final SecretsManagerClient secrets = bench.secretsManager();
    private final String prefix = "lifecycle-" + PREFIXES.incrementAndGet() + "/";
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicReference<Long> nanos = new AtomicReference<>(0L);
    private final HostClock clock = new HostClock(nanos::get, now::get);
    private final List<TokenRecord> trials = new ArrayList<>();
    private final Told told = new Told();
    private ControlConfiguration configuration;
    private ControlPlane plane;

    /** What is told. */
    private static final class Told implements ControlLog {
        final List<String> events = new ArrayList<>();
        final List<Finding> findings = new ArrayList<>();
        final List<String> notices = new ArrayList<>();

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
                .caller("orders-api", "ordering")
                .service("payments-api", "money", "payments.example", "POST /charges")
                .issuer("cordon", TokenKind.SEGMENT, "money")
                .flow("charge", "orders-api", "payments-api")
                .build();
    }

    @BeforeEach
    void publish() throws Exception {
        Map<String, String> variables = variables();
        configuration = ControlConfiguration.of(new Variables(variables));
        ControlAccess access = bench.control();
        Configuration.Place place = configuration.place();
        Publisher publisher = new Publisher(
                access.objects(place.bucket(), place.prefix()),
                access.heads(place.table()),
                configuration.expectations());
        Edition edition = new Edition(new Environment("production"), 1, START.plus(Duration.ofDays(30)));
        publisher.publishBundle(Bundle.sign(policy(), edition, BUNDLES), START);
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
        plane = plane(access);
    }

    private Map<String, String> variables() {
        Map<String, String> variables = ConfigurationTest.least();
        variables.remove("CORDON_TARGETS");
        variables.put("CORDON_BUNDLE_KEYS", BUNDLES.publicKeys().toJson());
        variables.put("CORDON_BUCKET", bench.bucket());
        variables.put("CORDON_HEAD_TABLE", bench.table());
        variables.put("CORDON_CONTROL_TABLE", bench.controlTable());
        variables.put("CORDON_ISSUER", ISSUER);
        variables.put("CORDON_SIGNING_KEYS", bench.signingKey());
        variables.put("CORDON_SECRETS_PREFIX", prefix);
        variables.put("CORDON_EVENT_ACCOUNTS", "123456789012");
        variables.put("CORDON_EVENT_REGIONS", "eu-central-1");
        variables.put("CORDON_EVENT_NAMES", "lambda/orders-prod=orders-api");
        return variables;
    }

    private ControlPlane plane(ControlAccess access) {
        return ControlStart.of(configuration, access, clock, trials::add, told);
    }

    private void later(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.updateAndGet(ticks -> ticks + time.toNanos());
    }

    private String event(String name, String id) {
        String answer = name.startsWith("Delete")
                ? "null"
                : "{\"functionName\": \"orders-prod\", \"version\": \"$LATEST\", \"codeSha256\": \"" + id + "\"}";
        return BridgeSamples.function(name, "\"functionName\": \"orders-prod\"", answer)
                .replace("\"e0c2\"", "\"" + id + "\"")
                .replace("2026-11-29T12:00:00Z", now.get().minusSeconds(2).toString());
    }

    private static String batch(String... bodies) {
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

    private String answer(String text) throws Exception {
        return answer(plane, text, () -> true);
    }

    private static String answer(ControlPlane plane, String text, BooleanSupplier hasTime) throws Exception {
        return new String(plane.answer(text.getBytes(StandardCharsets.UTF_8), hasTime), StandardCharsets.UTF_8);
    }

    /** What the service finds at a stage of its secret. */
    private String secret(String stage) {
        return secrets.getSecretValue(
                        value -> value.secretId(prefix + "orders-api").versionStage(stage))
                .secretString();
    }

    @Test
    void a_deploy_gives_a_service_a_secret_that_was_tried_and_the_next_deploy_another_one() throws Exception {
        assertThat(answer(batch(event("CreateFunction20150331", "e1")))).isEqualTo("{\"batchItemFailures\":[]}");

        String first = secret("AWSCURRENT");
        assertThat(first)
                .matches("\\{\"client_id\":\"orders-api\",\"client_secret\":\"[^\"]{43}\",\"generation\":\"0\"}");
        assertThat(trials).hasSize(1);
        assertThat(trials.get(0).outcome()).isEqualTo(new TokenRecord.Answered());

        later(Duration.ofMinutes(10));
        answer(batch(event("UpdateFunctionCode20150331v2", "e2")));
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(secret("AWSPREVIOUS")).isEqualTo(first);
        assertThat(secret("cordon-0")).isEqualTo(first);

        later(GRACE);
        assertThat(answer("{\"schedule\":\"work\"}")).startsWith("{\"findings\":0,\"steps\":");
        assertThatThrownBy(() -> secret("cordon-0")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> secret("AWSPREVIOUS")).isInstanceOf(ResourceNotFoundException.class);
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(told.events)
                .containsExactly("m0 deployed orders-api SETTLED taken", "m0 deployed orders-api SETTLED taken");
        assertThat(told.notices).isEmpty();
    }

    @Test
    void a_function_that_is_deleted_leaves_no_secret_that_can_be_read_and_tells_every_enforcement_point()
            throws Exception {
        answer(batch(event("CreateFunction20150331", "e1")));
        ControlAccess access = bench.control();
        long before =
                access.heads(configuration.place().table()).read().orElseThrow().registryEpoch();
        later(Duration.ofMinutes(1));
        answer(batch(event("DeleteFunction20150331", "e2")));

        assertThatThrownBy(() -> secret("AWSCURRENT")).isInstanceOf(InvalidRequestException.class);
        assertThat(access.heads(configuration.place().table())
                        .read()
                        .orElseThrow()
                        .registryEpoch())
                .isGreaterThan(before);
        assertThat(answer("{\"schedule\":\"reconcile\"}")).contains("\"findings\":");
        assertThat(told.findings).extracting(Finding::kind).doesNotContain(Finding.Kind.NOT_OVER);
    }

    @Test
    void what_comes_twice_or_late_changes_nothing() throws Exception {
        String first = event("CreateFunction20150331", "e1");
        later(Duration.ofMinutes(1));
        String second = event("UpdateFunctionCode20150331v2", "e2");
        answer(batch(second, first, second));
        answer(batch(first));

        assertThat(told.events)
                .containsExactly(
                        "m0 deployed orders-api SETTLED taken",
                        "m1 deployed orders-api SETTLED stale",
                        "m2 deployed orders-api SETTLED stale",
                        "m0 deployed orders-api SETTLED stale");
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
        assertThatThrownBy(() -> secret("cordon-1")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void what_is_not_believed_does_not_come_again_and_keeps_nothing_else_from_being_taken() throws Exception {
        String other = event("CreateFunction20150331", "e1").replace("123456789012", "999999999999");

        assertThat(answer(batch(other, "{", event("Invoke", "e2"), event("CreateFunction20150331", "e3"))))
                .isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(told.events)
                .containsExactly(
                        "m0 REFUSED the event is of an account that is not listed",
                        "m1 REFUSED the event is no JSON",
                        "m2 PASSED other",
                        "m3 deployed orders-api SETTLED taken");
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
    }

    @Test
    void only_messages_that_could_not_be_taken_come_again() throws Exception {
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            ControlPlane there = plane(AwsBench.controlBy(line.address()));
            answer(there, "{\"schedule\":\"work\"}", () -> true);
            AtomicInteger left = new AtomicInteger(1);
            line.spoil(call -> {
                if (call.request().contains("DynamoDB_20120810.TransactWriteItems") && left.getAndDecrement() > 0) {
                    BadDay.FORBIDDEN.fault.happen(call);
                } else {
                    call.pass();
                }
            });
            String first = event("CreateFunction20150331", "e1");

            assertThat(answer(there, batch(first, event("Invoke", "e2"), "no event"), () -> true))
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}");
            assertThat(told.events.get(0))
                    .startsWith("m0 deployed orders-api UNAVAILABLE `dynamodb:TransactWriteItems`");
            assertThat(answer(there, batch(first), () -> true)).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
        }
    }

    @Test
    void what_secrets_manager_does_not_take_now_is_done_by_a_later_round() throws Exception {
        try (FaultyLine line = new FaultyLine(bench.endpoint())) {
            ControlPlane there = plane(AwsBench.controlBy(line.address()));
            line.spoil(call -> {
                if (call.request().contains("secretsmanager.")) {
                    BadDay.FORBIDDEN.fault.happen(call);
                } else {
                    call.pass();
                }
            });
            assertThat(answer(there, batch(event("CreateFunction20150331", "e1")), () -> true))
                    .isEqualTo("{\"batchItemFailures\":[]}");
            assertThatThrownBy(() -> secret("AWSCURRENT")).isInstanceOf(ResourceNotFoundException.class);

            line.spoil(FaultyLine.Call::pass);
            later(Duration.ofMinutes(10));
            answer(there, "{\"schedule\":\"work\"}", () -> true);
            assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
        }
    }

    @Test
    void who_has_no_time_left_takes_nothing() throws Exception {
        assertThat(answer(plane, batch(event("CreateFunction20150331", "e1")), () -> false))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}");
        assertThat(told.events).isEmpty();
        assertThat(answer(plane, "{\"schedule\":\"work\"}", () -> false)).isEqualTo("{\"findings\":0,\"steps\":0}");
    }

    @Test
    void an_invocation_that_is_neither_fails() {
        for (String text : List.of(
                "",
                "[]",
                "{}",
                "{\"schedule\":\"rest\"}",
                "{\"Records\":{}}",
                "{\"Records\":[1]}",
                "{\"Records\":[{\"messageId\":\"m0\"}]}",
                "{\"Records\":[{\"body\":\"{}\"}]}",
                "{\"schedule\":7}")) {
            assertThatThrownBy(() -> answer(text)).as(text).isInstanceOf(UnreadableEventException.class);
        }
    }
}

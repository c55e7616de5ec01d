package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.control.RotationSteps;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.aws.rotation.RotatedSecrets;
import dev.cordon.aws.rotation.RotationRefusedException;
import dev.cordon.aws.rotation.SecretRotation;
import dev.cordon.aws.rotation.SecretTarget;
import dev.cordon.aws.store.MotoFunction;
import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import dev.cordon.revocation.Zone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rotations that Secrets Manager asks for, step by step: the emulator begins them, the test asks for each step. */
final class RotationOnAwsTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");

    /** By the clock that the test moves, which the emulator does not know. */
    private final Map<String, Instant> madeAt = new ConcurrentHashMap<>();

    private ControlShop shop;
    private ControlAccess access;
    private RotatedSecrets secrets;
    private RotationSteps rotation;

    @BeforeEach
    void deploy() throws Exception {
        shop = new ControlShop();
        access = shop.bench.control();
        secrets = new TimedSecrets(access.rotatedSecrets(), madeAt);
        rotation = shop.rotation(new Replaced(access, secrets));
        byte[] unused = shop.plane(access)
                .answer(ControlShop.utf8(ControlShop.batch(shop.event("CreateFunction20150331", "e1"))), () -> true);
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"0\"");
    }

    /** What a rotation that is asked for begins with: a version that is pending, and has no value. */
    private String asked() throws Exception {
        work(ControlShop.GRACE.plusMinutes(1));
        return begun();
    }

    private String begun() {
        String version = UUID.randomUUID().toString();
        madeAt.put(version, shop.now());
        shop.secrets()
                .rotateSecret(request -> request.secretId(shop.secretName())
                        .clientRequestToken(version)
                        .rotationLambdaARN(MotoFunction.arn(shop.bench))
                        .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
        return version;
    }

    /** What the schedule does after that time. */
    private void work(Duration time) throws Exception {
        shop.later(time);
        byte[] unused = shop.plane(access).answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);
    }

    private static byte[] event(String step, String secret, String version) {
        return Json.object()
                .put("Step", step)
                .put("SecretId", secret)
                .put("ClientRequestToken", version)
                .build()
                .toCanonicalBytes();
    }

    private void take(String step, String version) throws Exception {
        rotation.take(event(step, shop.secretName(), version));
    }

    private void takeAll(String version) throws Exception {
        for (String step : STEPS) {
            take(step, version);
        }
    }

    private Set<String> labels(String version) throws Exception {
        return new TreeSet<>(secrets.describe(shop.secretName()).labels().getOrDefault(version, Set.of()));
    }

    private Optional<String> at(String label) throws Exception {
        return secrets.describe(shop.secretName()).at(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createSecret,setSecret,testSecret,finishSecret",
                "create_secret,set_secret,test_secret,finish_secret"
            })
    void a_rotation_ends_in_another_secret_and_the_one_before_has_its_grace(String spellings) throws Exception {
        String[] steps = spellings.split(",", -1);
        String before = at("AWSCURRENT").orElseThrow();
        String version = asked();
        assertThat(labels(version)).containsExactly("AWSPENDING");
        assertThat(secrets.value(shop.secretName(), version)).isEmpty();

        take(steps[0], version);
        assertThat(secrets.value(shop.secretName(), version).orElseThrow()).contains("\"generation\":\"1\"");
        assertThat(labels(version)).containsExactly("AWSPENDING");
        take(steps[1], version);
        take(steps[2], version);
        assertThat(labels(version)).containsExactly("AWSPENDING");
        take(steps[3], version);

        assertThat(labels(version)).containsExactly("AWSCURRENT", "cordon-1");
        assertThat(labels(before)).containsExactly("AWSPREVIOUS", "cordon-0");
        assertThat(at("AWSPENDING")).isEmpty();
        assertThat(shop.told.notices).hasSize(4).noneMatch(line -> line.contains("client_secret"));
        assertThat(shop.requests).as("it was tried").isNotEmpty();

        work(ControlShop.GRACE.plusMinutes(1));
        assertThat(at("AWSPREVIOUS")).isEmpty();
        takeAll(asked());
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"2\"");
    }

    @Test
    void a_step_that_comes_again_changes_nothing() throws Exception {
        String version = asked();
        for (String step : STEPS) {
            take(step, version);
            Map<String, Set<String>> labels =
                    secrets.describe(shop.secretName()).labels();
            take(step, version);
            assertThat(secrets.describe(shop.secretName()).labels()).as(step).isEqualTo(labels);
        }
        Map<String, Set<String>> done = secrets.describe(shop.secretName()).labels();
        takeAll(version);
        assertThat(secrets.describe(shop.secretName()).labels()).isEqualTo(done);
    }

    @Test
    void a_step_before_its_time_is_refused() throws Exception {
        String version = asked();
        for (String step : STEPS.subList(1, 4)) {
            assertThatThrownBy(() -> take(step, version))
                    .as(step)
                    .isInstanceOf(RotationRefusedException.class)
                    .hasMessageContaining("no value yet");
        }
        takeAll(version);
        assertThat(labels(version)).contains("AWSCURRENT");
    }

    @Test
    void whoever_dies_anywhere_leaves_a_rotation_that_goes_on() throws Exception {
        int deaths = 0;
        boolean died = true;
        for (int at = 0; died; at++) {
            String version = asked();
            DyingSecrets dying = new DyingSecrets(secrets, at);
            RotationSteps process = shop.rotation(new Replaced(access, dying));
            for (String step : STEPS) {
                try {
                    process.take(event(step, shop.secretName(), version));
                } catch (RotationRefusedException e) {
                    assertThat(e.why()).startsWith("died");
                    take(step, version);
                }
            }
            died = dying.hasDied();
            deaths += died ? 1 : 0;
            String generation = Json.parse(shop.secret("AWSCURRENT")) instanceof Json.Members secret
                    ? ((Json.Text) secret.map().get("generation")).value()
                    : "";
            assertThat(labels(version)).as("%s", at).containsExactly("AWSCURRENT", "cordon-" + generation);
            assertThat(at("AWSPENDING")).isEmpty();
            assertThat(at("AWSPREVIOUS")).isEqualTo(at("cordon-" + (Long.parseLong(generation) - 1)));
        }
        assertThat(deaths).isGreaterThan(15);
    }

    @Test
    void one_that_was_overtaken_lets_go_and_the_next_one_begins_anew() throws Exception {
        String version = asked();
        take("createSecret", version);
        shop.later(Duration.ofMinutes(1));
        byte[] unused = shop.plane(access)
                .answer(
                        ControlShop.utf8(ControlShop.batch(shop.event("UpdateFunctionCode20150331v2", "e2"))),
                        () -> true);
        work(ControlShop.GRACE);
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"2\"");

        assertThatThrownBy(() -> take("finishSecret", version))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("overtaken");
        assertThat(at("AWSPENDING")).isEmpty();
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"2\"");
        takeAll(asked());
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"3\"");
    }

    @Test
    void the_schedule_may_be_faster() throws Exception {
        String version = asked();
        take("createSecret", version);
        work(Duration.ofMinutes(1));
        takeAll(version);
        assertThat(labels(version)).containsExactly("AWSCURRENT", "cordon-1");
    }

    @Test
    void in_the_grace_of_the_one_before_the_next_one_waits() throws Exception {
        takeAll(asked());
        shop.later(Duration.ofMinutes(5));
        String version = begun();
        take("createSecret", version);
        assertThatThrownBy(() -> take("finishSecret", version))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("waits: for the grace");
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        shop.later(ControlShop.GRACE);
        takeAll(version);
        assertThat(labels(version)).containsExactly("AWSCURRENT", "cordon-2");
    }

    @Test
    void two_at_once_do_it_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            String version = asked();
            for (String step : STEPS) {
                List<Future<?>> both = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    RotationSteps process = shop.rotation(new Replaced(access, secrets));
                    both.add(threads.submit(() -> {
                        try {
                            process.take(event(step, shop.secretName(), version));
                        } catch (RotationRefusedException | UnreadableEventException e) {
                            // one may see what the other one has half done, and is asked again
                        }
                    }));
                }
                for (Future<?> one : both) {
                    one.get();
                }
                take(step, version);
            }
            assertThat(labels(version)).containsExactly("AWSCURRENT", "cordon-1");
            assertThat(at("AWSPENDING")).isEmpty();
            assertThat(at("cordon-2")).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void nothing_is_rotated_in_quarantine() throws Exception {
        shop.kept()
                .care()
                .revocations()
                .add(
                        new Revocation.Quarantine(
                                new Zone.OfService(new ServiceName("orders-api")),
                                Revocation.Direction.BOTH,
                                shop.now().getEpochSecond() + 3600,
                                "a test"),
                        Optional.empty());
        String version = asked();
        assertThatThrownBy(() -> take("createSecret", version))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("quarantine");
        shop.later(Duration.ofHours(2));
        takeAll(version);
        assertThat(labels(version)).contains("AWSCURRENT");
    }

    @Test
    void what_is_not_asked_for_by_secrets_manager_is_refused() throws Exception {
        assertThatThrownBy(() -> take("createSecret", "no-such-version"))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("not to be rotated");
        String version = asked();
        assertThatThrownBy(() -> take("createSecret", "no-such-version"))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("no such version");
        String other = at("cordon-0").orElseThrow();
        take("createSecret", other);
        takeAll(version);
        assertThatThrownBy(() -> take("createSecret", other))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("not the one that is pending");
        assertThatThrownBy(() -> rotation.take(event("createSecret", "elsewhere", version)))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("secretsmanager:DescribeSecret");
        for (String odd : new String[] {"", "[]", "{}", "{\"Step\":\"dropSecret\"}", "{\"Step\":1}"}) {
            assertThatThrownBy(() -> rotation.take(ControlShop.utf8(odd))).isInstanceOf(UnreadableEventException.class);
        }
    }

    /** A database that has users by the passwords that they may use. */
    private static final class Database implements SecretTarget {

        private final Set<String> taken = new TreeSet<>(Set.of("first"));
        private int made;

        @Override
        public boolean takes(String secret) {
            return secret.startsWith("database-");
        }

        @Override
        public String make(Rotation asked, Optional<String> current) {
            assertThat(current).isPresent();
            return "password-" + ++made;
        }

        @Override
        public void set(Rotation asked, Values values) {
            taken.add(values.pending());
        }

        @Override
        public void test(Rotation asked, Values values) throws RotationRefusedException {
            if (!taken.contains(values.pending())) {
                throw new RotationRefusedException("the database does not take it");
            }
        }
    }

    @Test
    void a_secret_of_somebody_else_is_rotated_by_who_knows_it() throws Exception {
        String name = "database-" + UUID.randomUUID();
        shop.secrets().createSecret(request -> request.name(name).secretString("first"));
        String version = UUID.randomUUID().toString();
        shop.secrets()
                .rotateSecret(request -> request.secretId(name)
                        .clientRequestToken(version)
                        .rotationLambdaARN(MotoFunction.arn(shop.bench))
                        .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
        assertThatThrownBy(() -> rotation.take(event("createSecret", name, version)))
                .isInstanceOf(RotationRefusedException.class)
                .hasMessageContaining("nobody here knows");

        Database database = new Database();
        SecretRotation own = new SecretRotation(secrets, List.of(database));
        String unused = own.take(event("createSecret", name, version));
        assertThat(secrets.value(name, version)).contains("password-1");
        assertThatThrownBy(() -> own.take(event("testSecret", name, version)))
                .isInstanceOf(RotationRefusedException.class);
        for (String step : STEPS) {
            unused = own.take(event(step, name, version));
        }
        assertThat(secrets.describe(name).labels().get(version)).containsExactly("AWSCURRENT");
        assertThat(database.taken).containsExactly("first", "password-1");
        assertThat(new SecretTarget.Values(Optional.of("a"), "b")).hasToString("values of a secret");
    }
}

package dev.cordon.aws.store.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cordon.aws.control.SecretsSettings;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.BadDay;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.aws.store.Moto;
import dev.cordon.aws.store.table.SecretIndex;
import dev.cordon.credential.ClientSecret;
import dev.cordon.credential.Credential;
import dev.cordon.policy.ServiceName;
import dev.cordon.race.Race;
import dev.cordon.rotation.SecretVault;
import dev.cordon.rotation.SecretVaultUnavailableException;
import dev.cordon.rotation.Struck;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;

/** What lies in Secrets Manager meanwhile, as a service and an operator find it there. */
final class SecretStagesTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final ServiceName ORDERS = new ServiceName("orders-api");

    private final MotoSecrets secrets = new MotoSecrets();
    private final String prefix = SecretsManagerVaultTest.prefix();
    private final String name = prefix + ORDERS.text();
    private SecretIndex index;
    private SecretVault vault;

    @BeforeEach
    void begin() throws Exception {
        index = SecretsManagerVaultTest.stores().secrets();
        vault = new SecretsManagerVault(secrets.client(), index, new SecretsSettings(prefix, Optional.empty(), 7));
    }

    private static Credential.Id id(long generation) {
        return new Credential.Id(ORDERS, generation);
    }

    private static ClientSecret fresh() {
        return ClientSecret.random(RANDOM);
    }

    /** Each version's labels, the labelled versions alone. */
    private List<String> stages() {
        return described().versionIdsToStages().values().stream()
                .filter(labels -> !labels.isEmpty())
                .map(labels -> String.join(" ", new TreeSet<>(labels)))
                .sorted()
                .toList();
    }

    private DescribeSecretResponse described() {
        return secrets.plain().describeSecret(secret -> secret.secretId(name));
    }

    /** What the service reads; moto does not take that stage where none is named, as AWS does. */
    private String value() {
        GetSecretValueResponse value =
                secrets.plain().getSecretValue(secret -> secret.secretId(name).versionStage("AWSCURRENT"));
        return value.secretString();
    }

    private static String text(long generation, ClientSecret secret) {
        return "{\"client_id\":\"orders-api\",\"client_secret\":\"" + secret.reveal() + "\",\"generation\":\""
                + generation + "\"}";
    }

    @Test
    void a_service_reads_what_it_is_given_by_name_and_finds_no_secret_where_it_is_given_none() throws Exception {
        ClientSecret first = vault.keep(id(0), fresh());
        assertThat(stages()).containsExactly("AWSCURRENT", "cordon-0");
        assertThat(value()).isEqualTo("{\"client_id\":\"orders-api\"}");

        vault.give(id(0));
        assertThat(stages()).containsExactly("AWSCURRENT cordon-0", "AWSPREVIOUS");
        assertThat(value()).isEqualTo(text(0, first));

        ClientSecret second = vault.keep(id(1), fresh());
        assertThat(stages()).containsExactly("AWSCURRENT cordon-0", "AWSPREVIOUS", "cordon-1");
        assertThat(value()).isEqualTo(text(0, first));

        vault.give(id(1));
        assertThat(stages()).containsExactly("AWSCURRENT cordon-1", "AWSPREVIOUS cordon-0");
        assertThat(value()).isEqualTo(text(1, second));

        vault.destroy(id(0));
        assertThat(stages()).containsExactly("AWSCURRENT cordon-1");
        vault.destroy(id(1));
        assertThat(stages()).containsExactly("AWSCURRENT");
        assertThat(described().deletedDate()).isNotNull();
        assertThatThrownBy(this::value).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void what_was_given_and_is_destroyed_is_given_no_more_though_another_one_is_kept() throws Exception {
        vault.keep(id(0), fresh());
        vault.keep(id(1), fresh());
        vault.give(id(0));
        vault.give(id(1));
        vault.destroy(id(1));

        assertThat(stages()).containsExactly("AWSCURRENT", "cordon-0");
        assertThat(value()).isEqualTo("{\"client_id\":\"orders-api\"}");
        assertThat(described().deletedDate()).isNull();
    }

    @Test
    void a_secret_that_is_about_to_be_deleted_is_restored_for_the_next_generation() throws Exception {
        vault.keep(id(0), fresh());
        vault.give(id(0));
        vault.destroy(id(0));
        ClientSecret next = vault.keep(id(1), fresh());
        vault.give(id(1));

        assertThat(described().deletedDate()).isNull();
        assertThat(value()).isEqualTo(text(1, next));
    }

    @Test
    void a_secret_that_somebody_made_without_a_version_takes_one_that_is_not_given() throws Exception {
        secrets.plain().createSecret(secret -> secret.name(name));
        vault.keep(id(0), fresh());

        assertThat(stages()).containsExactly("AWSCURRENT", "cordon-0");
        assertThat(vault.given(ORDERS)).isEmpty();
        vault.destroy(id(7));
        assertThat(described().deletedDate()).isNull();
    }

    @Test
    void what_somebody_put_there_by_hand_is_that_of_no_generation() throws Exception {
        vault.keep(id(0), fresh());
        vault.give(id(0));
        secrets.plain().putSecretValue(secret -> secret.secretId(name).secretString("mine"));

        assertThat(vault.given(ORDERS)).isEmpty();
        assertThat(vault.read(id(0))).isPresent();
        secrets.plain()
                .putSecretValue(secret ->
                        secret.secretId(name).secretString("mine, too").versionStages("cordon-0"));
        assertThatThrownBy(() -> vault.read(id(0)))
                .isInstanceOf(SecretVaultUnavailableException.class)
                .hasMessage("the secret of generation 0 of `orders-api` is not as Cordon wrote it:"
                        + " destroy it, and rotate the credential");
        vault.give(id(0));
        assertThat(vault.given(ORDERS)).contains(id(0));
    }

    /** One step of a credential's life. */
    private enum Step {
        KEEP,
        GIVE,
        REPLACE,
        DESTROY,
        DESTROY_LAST
    }

    private void prepare(SecretVault by, Step step) throws Exception {
        if (step != Step.KEEP) {
            by.keep(id(0), fresh());
        }
        if (step == Step.REPLACE || step == Step.DESTROY || step == Step.DESTROY_LAST) {
            by.give(id(0));
        }
        if (step == Step.REPLACE || step == Step.DESTROY) {
            by.keep(id(1), fresh());
        }
    }

    private static void take(SecretVault by, Step step) throws Exception {
        switch (step) {
            case KEEP -> by.keep(id(0), fresh());
            case GIVE -> by.give(id(0));
            case REPLACE -> by.give(id(1));
            case DESTROY, DESTROY_LAST -> by.destroy(id(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whenever_a_process_dies_in_a_step_the_next_one_ends_it(Step step) throws Exception {
        boolean died = true;
        int requests = 0;
        while (died) {
            requests++;
            String own = SecretsManagerVaultTest.prefix();
            MotoSecrets dying = new MotoSecrets();
            SecretVault one =
                    new SecretsManagerVault(dying.client(), index(), new SecretsSettings(own, Optional.empty(), 7));
            prepare(one, step);
            AtomicInteger left = new AtomicInteger(requests);
            dying.before(action -> {
                if (left.decrementAndGet() == 0) {
                    throw new Struck.Death();
                }
            });
            died = catchThrowable(() -> take(one, step)) != null;
            dying.before(action -> {});
            take(one, step);

            checkEnd(one, step, step + " dead before request " + requests);
        }
        assertThat(requests).isGreaterThan(2);
    }

    private SecretIndex index() throws Exception {
        return SecretsManagerVaultTest.stores().secrets();
    }

    private static void checkEnd(SecretVault vault, Step step, String told) throws Exception {
        List<Credential.Id> kept = vault.kept(Optional.empty(), 10);
        switch (step) {
            case KEEP -> {
                assertThat(vault.given(ORDERS)).as(told).isEmpty();
                assertThat(kept).as(told).containsExactly(id(0));
                assertThat(vault.read(id(0))).as(told).isPresent();
            }
            case GIVE -> {
                assertThat(vault.given(ORDERS)).as(told).contains(id(0));
                assertThat(vault.read(id(0))).as(told).isPresent();
            }
            case REPLACE -> {
                assertThat(vault.given(ORDERS)).as(told).contains(id(1));
                assertThat(kept).as(told).containsExactly(id(0), id(1));
            }
            case DESTROY -> {
                assertThat(vault.given(ORDERS)).as(told).isEmpty();
                assertThat(vault.read(id(0))).as(told).isEmpty();
                assertThat(vault.read(id(1))).as(told).isPresent();
                assertThat(kept).as(told).containsExactly(id(1));
            }
            case DESTROY_LAST -> {
                assertThat(vault.read(id(0))).as(told).isEmpty();
                assertThat(kept).as(told).isEmpty();
            }
        }
    }

    @Test
    void a_last_one_that_is_destroyed_leaves_nothing_to_read_wherever_the_process_died() throws Exception {
        boolean died = true;
        for (int requests = 1; died; requests++) {
            String own = SecretsManagerVaultTest.prefix();
            MotoSecrets dying = new MotoSecrets();
            SecretVault one =
                    new SecretsManagerVault(dying.client(), index(), new SecretsSettings(own, Optional.empty(), 7));
            prepare(one, Step.DESTROY_LAST);
            AtomicInteger left = new AtomicInteger(requests);
            dying.before(action -> {
                if (left.decrementAndGet() == 0) {
                    throw new Struck.Death();
                }
            });
            died = catchThrowable(() -> one.destroy(id(0))) != null;
            dying.before(action -> {});
            one.destroy(id(0));

            assertThatThrownBy(() -> dying.plain()
                            .getSecretValue(secret ->
                                    secret.secretId(own + ORDERS.text()).versionStage("AWSCURRENT")))
                    .as("dead before request %d", requests)
                    .isInstanceOf(InvalidRequestException.class);
            // it is at hand as long as its recovery window lasts, and has no label that gives it
            dying.plain().restoreSecret(secret -> secret.secretId(own + ORDERS.text()));
            assertThat(dying.plain()
                            .getSecretValue(secret ->
                                    secret.secretId(own + ORDERS.text()).versionStage("AWSCURRENT"))
                            .secretString())
                    .isEqualTo("{\"client_id\":\"orders-api\"}");
        }
    }

    /** Somebody else takes a whole step between any two requests of one. */
    @ParameterizedTest
    @EnumSource(names = {"KEEP", "GIVE"})
    void what_is_destroyed_between_any_two_requests_is_not_given(Step step) throws Exception {
        AtomicBoolean met = new AtomicBoolean(true);
        for (int at = 1; met.get(); at++) {
            met.set(false);
            String own = SecretsManagerVaultTest.prefix();
            MotoSecrets line = new MotoSecrets();
            SecretIndex shared = index();
            SecretsSettings settings = new SecretsSettings(own, Optional.empty(), 7);
            SecretVault one = new SecretsManagerVault(line.client(), shared, settings);
            SecretVault other = new SecretsManagerVault(new MotoSecrets().client(), shared, settings);
            prepare(one, step);
            AtomicInteger left = new AtomicInteger(at);
            line.before(action -> {
                if (left.decrementAndGet() == 0) {
                    met.set(true);
                    other.destroy(id(0));
                }
            });
            take(one, step);

            if (met.get()) {
                assertThat(other.given(ORDERS))
                        .as("destroyed before request %d", at)
                        .isEmpty();
                boolean there = other.read(id(0)).isPresent();
                assertThat(other.kept(Optional.empty(), 10))
                        .as("destroyed before request %d", at)
                        .isEqualTo(there ? List.of(id(0)) : List.of());
            }
        }
    }

    @Test
    void one_that_is_kept_while_the_last_is_destroyed_can_be_read() throws Exception {
        AtomicBoolean met = new AtomicBoolean(true);
        for (int at = 1; met.get(); at++) {
            met.set(false);
            String own = SecretsManagerVaultTest.prefix();
            MotoSecrets line = new MotoSecrets();
            SecretIndex shared = index();
            SecretsSettings settings = new SecretsSettings(own, Optional.empty(), 7);
            SecretVault one = new SecretsManagerVault(line.client(), shared, settings);
            SecretVault other = new SecretsManagerVault(new MotoSecrets().client(), shared, settings);
            one.keep(id(0), fresh());
            one.give(id(0));
            ClientSecret next = fresh();
            AtomicInteger left = new AtomicInteger(at);
            line.before(action -> {
                if (left.decrementAndGet() == 0) {
                    met.set(true);
                    other.keep(id(1), next);
                }
            });
            one.destroy(id(0));

            if (met.get()) {
                assertThat(other.read(id(1))).as("kept before request %d", at).contains(next);
                assertThat(other.give(id(1))).isTrue();
            }
        }
    }

    @Test
    void of_many_who_give_and_destroy_at_once_none_leaves_what_is_not_kept() throws Exception {
        for (int round = 0; round < 5; round++) {
            long first = 2L * round;
            vault.keep(id(first), fresh());
            vault.keep(id(first + 1), fresh());
            vault.give(id(first));
            Race.run(List.of(() -> vault.give(id(first + 1)), () -> vault.give(id(first)), () -> {
                vault.destroy(id(first));
                return true;
            }));

            assertThat(vault.given(ORDERS)).isNotEqualTo(Optional.of(id(first)));
            assertThat(vault.read(id(first))).isEmpty();
            vault.give(id(first + 1));
            assertThat(stages()).as("round %d", round).contains("AWSCURRENT cordon-" + (first + 1));
            vault.destroy(id(first + 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void on_every_bad_day_nothing_is_taken_for_an_answer(BadDay day) throws Exception {
        vault.keep(id(0), fresh());
        try (FaultyLine line = new FaultyLine(Moto.bench().endpoint())) {
            SecretVault there = new SecretsManagerVault(
                    AwsBench.secretsManagerBy(line.address()), index, new SecretsSettings(prefix, Optional.empty(), 7));
            assertThat(there.read(id(0))).isPresent();
            line.spoil(day.fault);
            Predicate<String> known = text -> text.contains(day.message);
            Map<String, ThrowingCallable> calls = Map.of(
                    "keep", () -> there.keep(id(1), fresh()),
                    "read", () -> there.read(id(0)),
                    "give", () -> there.give(id(0)),
                    "given", () -> there.given(ORDERS),
                    "destroy", () -> there.destroy(id(0)));
            // one that says that there is no such secret is no failure
            if (day != BadDay.NOT_SET_UP) {
                assertThat(calls.entrySet().stream()
                                .filter(call -> !known.test(String.valueOf(catchThrowable(call.getValue()))))
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()))
                        .isEmpty();
            }
            line.spoil(FaultyLine.Call::pass);
            assertThat(there.read(id(0))).isPresent();
        }
    }

    @Test
    void what_fails_is_named_with_its_secret_and_never_with_what_is_in_it() throws Exception {
        ClientSecret secret = fresh();
        try (FaultyLine line = new FaultyLine(Moto.bench().endpoint())) {
            SecretVault there = new SecretsManagerVault(
                    AwsBench.secretsManagerBy(line.address()), index, new SecretsSettings(prefix, Optional.empty(), 7));
            line.spoil(call -> {
                if (call.request().contains("secretsmanager.PutSecretValue")) {
                    BadDay.FORBIDDEN.fault.happen(call);
                } else {
                    call.pass();
                }
            });

            assertThatThrownBy(() -> there.keep(id(0), secret))
                    .isInstanceOf(SecretVaultUnavailableException.class)
                    .hasMessageStartingWith("`secretsmanager:PutSecretValue` on secret `" + name
                            + "` failed: the AWS credentials may not do that")
                    .hasMessageNotContaining(secret.reveal())
                    .extracting(Throwable::getCause)
                    .satisfies(cause -> assertThat(String.valueOf(cause)).doesNotContain(secret.reveal()));
        }
    }

    @Test
    void settings_that_secrets_manager_would_not_take_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretsSettings("", Optional.empty(), 7))
                .withMessageContaining("write `cordon/`");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecretsSettings("a b", Optional.empty(), 7))
                .withMessageContaining("write `cordon/`");
        for (int days : new int[] {0, 6, 31}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SecretsSettings("cordon/", Optional.empty(), days))
                    .withMessageContaining("7 to 30 days");
        }
    }
}

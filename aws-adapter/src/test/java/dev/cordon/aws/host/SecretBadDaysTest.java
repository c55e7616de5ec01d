package dev.cordon.aws.host;

import static dev.cordon.aws.host.ControlShop.GRACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.control.RotationSteps;
import dev.cordon.aws.rotation.RotationRefusedException;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.aws.store.MotoFunction;
import dev.cordon.document.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Secrets Manager does not let happen in the life of a service happens when it does. */
final class SecretBadDaysTest {

    private static final List<String> STEPS = List.of("createSecret", "setSecret", "testSecret", "finishSecret");
    private static final Json ISSUED = Json.of(200);

    private final AtomicInteger refused = new AtomicInteger();
    private ControlShop shop;
    private FaultyLine line;
    private ControlAccess access;

    @BeforeEach
    void begin() throws Exception {
        shop = new ControlShop();
        line = new FaultyLine(shop.bench.endpoint());
        access = AwsBench.controlBy(line.address());
    }

    @AfterEach
    void end() throws Exception {
        line.close();
    }

    private void take(String name, String id) throws Exception {
        shop.later(Duration.ofMinutes(1));
        byte[] batch = ControlShop.utf8(ControlShop.batch(shop.event(name, id)));
        assertThat(new String(shop.plane(access).answer(batch, () -> true), StandardCharsets.UTF_8))
                .as("what follows is written")
                .isEqualTo("{\"batchItemFailures\":[]}");
    }

    private void work(Duration time) throws Exception {
        shop.later(time);
        byte[] unused = shop.plane(access).answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);
    }

    private void refuse(String action, int status, String code) {
        String target = "x-amz-target: secretsmanager." + action.toLowerCase(Locale.ROOT);
        line.spoil(call -> {
            if (call.request().toLowerCase(Locale.ROOT).contains(target)) {
                refused.incrementAndGet();
                call.refuse(status, code, code);
            } else {
                call.pass();
            }
        });
    }

    private void passAgain() {
        assertThat(refused).as("it was asked for").hasPositiveValue();
        line.spoil(FaultyLine.Call::pass);
    }

    @ParameterizedTest
    @CsvSource({
        "CreateSecret, 400, AccessDeniedException",
        "CreateSecret, 400, EncryptionFailure",
        "PutSecretValue, 500, InternalServiceError",
        "GetSecretValue, 400, DecryptionFailure",
        "UpdateSecretVersionStage, 400, ThrottlingException"
    })
    void a_first_deploy_gives_a_secret_when_it_can(String action, int status, String code) throws Exception {
        refuse(action, status, code);
        take("CreateFunction20150331", "e1");
        assertThat(ServiceSecrets.given(shop)).isEmpty();

        passAgain();
        work(Duration.ofMinutes(1));
        ServiceSecrets.requireOne(shop, code);
        assertThat(TokenCalls.status(shop, shop.secret("AWSCURRENT"))).isEqualTo(ISSUED);
    }

    @ParameterizedTest
    @CsvSource({
        "UpdateSecretVersionStage, 400, ThrottlingException",
        "UpdateSecretVersionStage, 400, AccessDeniedException",
        "UpdateSecretVersionStage, 400, InvalidRequestException",
        "GetSecretValue, 400, DecryptionFailure",
        "GetSecretValue, 400, AccessDeniedException",
        "GetSecretValue, 400, ResourceNotFoundException"
    })
    void a_deploy_rotates_the_secret_when_it_can_and_the_one_before_is_good_meanwhile(
            String action, int status, String code) throws Exception {
        take("CreateFunction20150331", "e1");
        String before = shop.secret("AWSCURRENT");
        refuse(action, status, code);
        take("UpdateFunctionCode20150331v2", "e2");
        assertThat(shop.secret("AWSCURRENT")).isEqualTo(before);
        work(Duration.ofMinutes(1));
        assertThat(TokenCalls.status(shop, before)).isEqualTo(ISSUED);

        passAgain();
        work(Duration.ofMinutes(5));
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(TokenCalls.status(shop, shop.secret("AWSCURRENT"))).isEqualTo(ISSUED);
        work(GRACE);
        ServiceSecrets.requireOne(shop, code);
        assertThat(TokenCalls.status(shop, before)).isEqualTo(Json.of(401));
    }

    @ParameterizedTest
    @CsvSource({
        "DeleteSecret, 400, AccessDeniedException",
        "DeleteSecret, 400, InvalidRequestException",
        "UpdateSecretVersionStage, 400, ThrottlingException",
        "UpdateSecretVersionStage, 400, InvalidRequestException",
        "PutSecretValue, 400, EncryptionFailure",
        "DescribeSecret, 400, AccessDeniedException"
    })
    void a_delete_refuses_the_credential_at_once_and_leaves_no_secret_to_read_when_it_can(
            String action, int status, String code) throws Exception {
        take("CreateFunction20150331", "e1");
        String before = shop.secret("AWSCURRENT");
        refuse(action, status, code);
        take("DeleteFunction20150331", "e2");
        assertThat(TokenCalls.status(shop, before)).as("whatever can be read").isEqualTo(Json.of(401));

        passAgain();
        work(Duration.ofMinutes(1));
        ServiceSecrets.requireNone(shop, code);
    }

    private String asked() {
        String version = UUID.randomUUID().toString();
        shop.secrets()
                .rotateSecret(request -> request.secretId(shop.secretName())
                        .clientRequestToken(version)
                        .rotationLambdaARN(MotoFunction.arn(shop.bench))
                        .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
        return version;
    }

    private byte[] step(String step, String version) {
        return Json.object()
                .put("Step", step)
                .put("SecretId", shop.secretName())
                .put("ClientRequestToken", version)
                .build()
                .toCanonicalBytes();
    }

    @ParameterizedTest
    @CsvSource({
        "createSecret, GetSecretValue, 400, DecryptionFailure",
        "setSecret, GetSecretValue, 400, DecryptionFailure",
        "setSecret, DescribeSecret, 400, ThrottlingException",
        "testSecret, GetSecretValue, 400, AccessDeniedException",
        "testSecret, ListSecretVersionIds, 500, InternalServiceError",
        "finishSecret, GetSecretValue, 500, InternalServiceError",
        "finishSecret, UpdateSecretVersionStage, 400, ThrottlingException"
    })
    void a_step_of_a_rotation_fails_and_is_done_when_it_is_asked_for_again(
            String at, String action, int status, String code) throws Exception {
        take("CreateFunction20150331", "e1");
        shop.later(GRACE.plusMinutes(1));
        String version = asked();
        RotationSteps rotation = shop.rotation(
                new Replaced(access, new TimedSecrets(access.rotatedSecrets(), Map.of(version, shop.now()))));
        for (String step : STEPS) {
            if (step.equals(at)) {
                refuse(action, status, code);
                assertThatThrownBy(() -> rotation.take(step(step, version)))
                        .isInstanceOf(RotationRefusedException.class)
                        .hasMessageNotContaining("client_secret");
                assertThat(TokenCalls.status(shop, shop.secret("AWSCURRENT"))).isEqualTo(ISSUED);
                passAgain();
                shop.later(Duration.ofMinutes(5));
            }
            rotation.take(step(step, version));
        }

        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(ServiceSecrets.stages(shop))
                .contains("AWSCURRENT cordon-1")
                .noneMatch(one -> one.contains("PENDING"));
        work(GRACE.plusMinutes(1));
        ServiceSecrets.requireOne(shop, code);
        assertThat(TokenCalls.status(shop, shop.secret("AWSCURRENT"))).isEqualTo(ISSUED);
    }
}

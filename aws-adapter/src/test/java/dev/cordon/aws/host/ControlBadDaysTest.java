package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.aws.store.Moto;
import dev.cordon.document.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control plane where one of AWS's services refuses: nothing is handed out, nothing is lost, and it passes. */
final class ControlBadDaysTest {

    private ControlShop shop;
    private FaultyLine line;
    private ControlAccess access;

    @BeforeEach
    void deploy() throws Exception {
        shop = new ControlShop();
        line = new FaultyLine(Moto.bench().endpoint());
        access = AwsBench.controlBy(line.address());
        assertThat(take("CreateFunction20150331", "e1")).isEqualTo("{\"batchItemFailures\":[]}");
        shop.requests.clear();
    }

    @AfterEach
    void end() throws Exception {
        line.close();
    }

    private String take(String name, String id) throws Exception {
        byte[] batch = ControlShop.utf8(ControlShop.batch(shop.event(name, id)));
        return new String(shop.plane(access).answer(batch, () -> true), StandardCharsets.UTF_8);
    }

    /** Spoils what is asked of one service. */
    private void refuse(String target, int status, String code) {
        line.spoil(call -> {
            if (call.request().toLowerCase(Locale.ROOT).contains("x-amz-target: " + target.toLowerCase(Locale.ROOT))) {
                call.refuse(status, code, code);
            } else {
                call.pass();
            }
        });
    }

    private Json.Members token() throws Exception {
        return TokenCalls.answer(shop, access, shop.secret("AWSCURRENT"));
    }

    private Json.Members tokenEvent() {
        return TokenCalls.event(shop.secret("AWSCURRENT"));
    }

    @ParameterizedTest
    @CsvSource({
        "TrentService.Sign, 400, AccessDeniedException",
        "TrentService.Sign, 500, KMSInternalException",
        "DynamoDB_20120810, 400, ThrottlingException",
        "DynamoDB_20120810, 400, ProvisionedThroughputExceededException",
        "DynamoDB_20120810, 400, KMSAccessDeniedException",
        "DynamoDB_20120810, 400, KMSInvalidStateException",
        "DynamoDB_20120810.Transact, 400, AccessDeniedException"
    })
    void no_token_is_issued_and_the_client_may_ask_again(String target, int status, String code) throws Exception {
        refuse(target, status, code);
        Json.Members refused = token();
        assertThat(refused.map().get("statusCode")).as("%s", refused).isEqualTo(Json.of(503));
        assertThat(refused.toCanonical()).doesNotContain("access_token").contains("Retry-After");

        line.spoil(FaultyLine.Call::pass);
        shop.later(Duration.ofSeconds(5));
        assertThat(token().map().get("statusCode")).isEqualTo(Json.of(200));
    }

    @ParameterizedTest
    @CsvSource({
        "DynamoDB_20120810, 400, ThrottlingException",
        "DynamoDB_20120810, 400, KMSAccessDeniedException",
        "DynamoDB_20120810.Transact, 400, AccessDeniedException"
    })
    void a_message_that_can_not_be_taken_comes_again_and_is_taken_then(String target, int status, String code)
            throws Exception {
        shop.later(Duration.ofMinutes(1));
        refuse(target, status, code);
        assertThat(take("UpdateFunctionCode20150331v2", "e2"))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}");
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"0\"");

        line.spoil(FaultyLine.Call::pass);
        shop.later(Duration.ofSeconds(5));
        assertThat(take("UpdateFunctionCode20150331v2", "e2")).isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "secretsmanager.PutSecretValue, 400, ThrottlingException",
        "secretsmanager.DescribeSecret, 400, AccessDeniedException",
        "secretsmanager.PutSecretValue, 400, EncryptionFailure"
    })
    void a_rotation_that_secrets_manager_does_not_let_happen_happens_later(String target, int status, String code)
            throws Exception {
        shop.later(Duration.ofMinutes(1));
        refuse(target, status, code);
        assertThat(take("UpdateFunctionCode20150331v2", "e2"))
                .as("what follows is written")
                .isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(token().map().get("statusCode")).as("by the secret before").isEqualTo(Json.of(200));

        line.spoil(FaultyLine.Call::pass);
        shop.later(Duration.ofMinutes(1));
        byte[] unused = shop.plane(access).answer(ControlShop.utf8("{\"schedule\":\"work\"}"), () -> true);
        assertThat(shop.secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(token().map().get("statusCode")).isEqualTo(Json.of(200));
    }

    @Test
    void an_instance_that_started_on_a_bad_day_is_a_good_one_after_it() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        refuse("TrentService", 500, "KMSInternalException");
        TokenHandler handler = new TokenHandler(shop.environment(), Optional.of(access), log, shop.clock());
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        assertThatThrownBy(() -> handler.handleRequest(
                        new ByteArrayInputStream(tokenEvent().toCanonicalBytes()), answer, null))
                .isInstanceOf(FailedInvocationException.class)
                .hasMessageContaining("kms:GetPublicKey");

        line.spoil(FaultyLine.Call::pass);
        handler.handleRequest(new ByteArrayInputStream(tokenEvent().toCanonicalBytes()), answer, null);
        assertThat(answer.toString(StandardCharsets.UTF_8)).contains("access_token");
    }

    private RotationHandler rotation(ByteArrayOutputStream log) {
        return new RotationHandler(shop.environment(), Optional.of(access), log, shop.clock());
    }

    private static void invoke(RotationHandler handler, String event) throws Exception {
        Object context = Proxy.newProxyInstance(
                ControlBadDaysTest.class.getClassLoader(),
                new Class<?>[] {com.amazonaws.services.lambda.runtime.Context.class},
                (proxy, method, arguments) -> null);
        handler.handleRequest(
                new ByteArrayInputStream(ControlShop.utf8(event)),
                new ByteArrayOutputStream(),
                (com.amazonaws.services.lambda.runtime.Context) context);
    }

    @Test
    void a_step_of_a_rotation_that_can_not_be_done_fails_its_invocation_in_one_line() throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        RotationHandler handler = rotation(log);
        String step = Json.object()
                .put("Step", "createSecret")
                .put("SecretId", shop.secretName())
                .put("ClientRequestToken", "v-1")
                .build()
                .toCanonical();
        for (String event : new String[] {"{}", step}) {
            assertThatThrownBy(() -> invoke(handler, event))
                    .isInstanceOf(FailedInvocationException.class)
                    .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
        }
        refuse("secretsmanager", 400, "AccessDeniedException");
        assertThatThrownBy(() -> invoke(handler, step)).hasMessageContaining("`secretsmanager:DescribeSecret`");
        refuse("DynamoDB_20120810", 400, "ThrottlingException");
        assertThatThrownBy(() -> invoke(rotation(log), step)).hasMessageContaining("there is no policy yet");
        assertThat(log.toString(StandardCharsets.UTF_8).lines()).hasSize(4).noneMatch(line -> line.contains("\tat "));
    }
}

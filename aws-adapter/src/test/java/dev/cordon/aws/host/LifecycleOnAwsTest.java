package dev.cordon.aws.host;

import static dev.cordon.aws.host.ControlShop.GRACE;
import static dev.cordon.aws.host.ControlShop.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.audit.TokenRecord;
import dev.cordon.aws.control.ControlPlane;
import dev.cordon.aws.event.UnreadableEventException;
import dev.cordon.aws.store.AwsBench;
import dev.cordon.aws.store.BadDay;
import dev.cordon.aws.store.FaultyLine;
import dev.cordon.lifecycle.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Events of AWS in, secrets in Secrets Manager out: DynamoDB, S3, KMS and Secrets Manager by an emulator. */
final class LifecycleOnAwsTest {

    private ControlShop shop;
    private ControlPlane plane;

    @BeforeEach
    void publish() throws Exception {
        shop = new ControlShop();
        plane = shop.plane(shop.bench.control());
    }

    private String answer(String text) throws Exception {
        return answer(plane, text, () -> true);
    }

    private static String answer(ControlPlane plane, String text, BooleanSupplier hasTime) throws Exception {
        return new String(plane.answer(ControlShop.utf8(text), hasTime), StandardCharsets.UTF_8);
    }

    private String event(String name, String id) {
        return shop.event(name, id);
    }

    private String secret(String stage) {
        return shop.secret(stage);
    }

    @Test
    void a_deploy_gives_a_service_a_secret_that_was_tried_and_the_next_deploy_another_one() throws Exception {
        assertThat(answer(batch(event("CreateFunction20150331", "e1")))).isEqualTo("{\"batchItemFailures\":[]}");

        String first = secret("AWSCURRENT");
        assertThat(first)
                .matches("\\{\"client_id\":\"orders-api\",\"client_secret\":\"[^\"]{43}\",\"generation\":\"0\"}");
        assertThat(shop.requests).hasSize(1);
        assertThat(shop.requests.get(0).outcome()).isEqualTo(new TokenRecord.Answered());

        shop.later(Duration.ofMinutes(10));
        answer(batch(event("UpdateFunctionCode20150331v2", "e2")));
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(secret("AWSPREVIOUS")).isEqualTo(first);
        assertThat(secret("cordon-0")).isEqualTo(first);

        shop.later(GRACE);
        assertThat(answer("{\"schedule\":\"work\"}")).startsWith("{\"findings\":0,\"steps\":");
        assertThatThrownBy(() -> secret("cordon-0")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> secret("AWSPREVIOUS")).isInstanceOf(ResourceNotFoundException.class);
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"1\"");
        assertThat(shop.told.events)
                .containsExactly("m0 deployed orders-api SETTLED taken", "m0 deployed orders-api SETTLED taken");
        assertThat(shop.told.notices).isEmpty();
    }

    @Test
    void a_function_that_is_deleted_leaves_no_secret_that_can_be_read_and_tells_every_enforcement_point()
            throws Exception {
        answer(batch(event("CreateFunction20150331", "e1")));
        ControlAccess access = shop.bench.control();
        long before = access.heads(shop.configuration.place().table())
                .read()
                .orElseThrow()
                .registryEpoch();
        shop.later(Duration.ofMinutes(1));
        answer(batch(event("DeleteFunction20150331", "e2")));

        assertThatThrownBy(() -> secret("AWSCURRENT")).isInstanceOf(InvalidRequestException.class);
        assertThat(access.heads(shop.configuration.place().table())
                        .read()
                        .orElseThrow()
                        .registryEpoch())
                .isGreaterThan(before);
        assertThat(answer("{\"schedule\":\"reconcile\"}")).contains("\"findings\":");
        assertThat(shop.told.findings).extracting(Finding::kind).doesNotContain(Finding.Kind.NOT_OVER);
    }

    @Test
    void what_comes_twice_or_late_changes_nothing() throws Exception {
        String first = event("CreateFunction20150331", "e1");
        shop.later(Duration.ofMinutes(1));
        String second = event("UpdateFunctionCode20150331v2", "e2");
        answer(batch(second, first, second));
        answer(batch(first));

        assertThat(shop.told.events)
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
        assertThat(shop.told.events)
                .containsExactly(
                        "m0 REFUSED the event is of an account that is not listed",
                        "m1 REFUSED the event is no JSON",
                        "m2 PASSED other",
                        "m3 deployed orders-api SETTLED taken");
        assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
    }

    @Test
    void only_messages_that_could_not_be_taken_come_again() throws Exception {
        try (FaultyLine line = new FaultyLine(shop.bench.endpoint())) {
            ControlPlane there = shop.plane(AwsBench.controlBy(line.address()));
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
            assertThat(shop.told.events.get(0))
                    .startsWith("m0 deployed orders-api UNAVAILABLE `dynamodb:TransactWriteItems`");
            assertThat(answer(there, batch(first), () -> true)).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
        }
    }

    @Test
    void what_secrets_manager_does_not_take_now_is_done_by_a_later_round() throws Exception {
        try (FaultyLine line = new FaultyLine(shop.bench.endpoint())) {
            ControlPlane there = shop.plane(AwsBench.controlBy(line.address()));
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
            shop.later(Duration.ofMinutes(10));
            answer(there, "{\"schedule\":\"work\"}", () -> true);
            assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
        }
    }

    @Test
    void without_a_policy_nothing_is_taken_and_all_comes_again() throws Exception {
        try (FaultyLine line = new FaultyLine(shop.bench.endpoint())) {
            ControlPlane there = shop.plane(AwsBench.controlBy(line.address()));
            line.spoil(call -> {
                if (call.request().contains("policy.bundle")) {
                    BadDay.FORBIDDEN.fault.happen(call);
                } else {
                    call.pass();
                }
            });
            String first = event("CreateFunction20150331", "e1");

            assertThat(answer(there, batch(first, event("Invoke", "e2")), () -> true))
                    .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}");
            assertThat(shop.told.events.get(0))
                    .startsWith("m0 deployed orders-api UNAVAILABLE there is no policy yet: ");

            line.spoil(FaultyLine.Call::pass);
            shop.later(Duration.ofMinutes(1));
            assertThat(answer(there, batch(first), () -> true)).isEqualTo("{\"batchItemFailures\":[]}");
            assertThat(secret("AWSCURRENT")).contains("\"generation\":\"0\"");
        }
    }

    @Test
    void who_has_no_time_left_takes_nothing() throws Exception {
        assertThat(answer(plane, batch(event("CreateFunction20150331", "e1")), () -> false))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m0\"}]}");
        assertThat(shop.told.events).isEmpty();
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

package dev.cordon.aws.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cordon.aws.TestEvents;
import dev.cordon.aws.event.EventKind;
import dev.cordon.document.InvalidDocumentException;
import dev.cordon.document.Json;
import dev.cordon.policy.ServiceName;
import dev.cordon.revocation.Revocation;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AuthorizerHandlerTest {

    private static final String ALLOWED = "\"Effect\":\"Allow\"";
    private static final String DENIED = "\"Effect\":\"Deny\"";

    private final Deployed deployed = new Deployed();

    @Test
    void a_call_is_allowed_by_what_is_published_and_leaves_a_record_and_its_metrics() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();

        assertThat(ask(running, EventKind.REST_REQUEST, Deployed.token())).contains(ALLOWED, "\"caller\":\"web\"");

        assertThat(deployed.log.lines()).hasSize(2);
        assertThat(json(0).map())
                .containsEntry("outcome", Json.of("allow"))
                .containsEntry("point", Json.of("authorizer-1"));
        assertThat(json(1).map())
                .containsEntry("FunctionName", Json.of("authorizer-1"))
                .containsEntry("Allowed", Json.of(1))
                .containsEntry("Denied", Json.of(0))
                .containsEntry("ColdStart", Json.of(1))
                .containsEntry("Dropped", Json.of(0))
                .containsEntry("RefreshFailed", Json.of(0))
                .containsEntry("Staleness", Json.of(0))
                .containsKeys("Latency", "_aws")
                .doesNotContainKey("Reason")
                .doesNotContainKey("Unenforced");
    }

    @Test
    void metrics_name_the_reason_and_nothing_of_the_caller() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();
        ask(running, EventKind.REST_REQUEST, Deployed.token());
        deployed.pass(Duration.ofMillis(1500));

        assertThat(ask(running, EventKind.HTTP_2, "secret-text")).contains(DENIED);

        assertThat(json(3).map())
                .containsEntry("Denied", Json.of(1))
                .containsEntry("Reason", Json.of("TOKEN_MALFORMED"))
                .containsEntry("ColdStart", Json.of(0))
                .containsEntry("Staleness", Json.of(1500));
        assertThat(deployed.log.lines().get(3)).doesNotContain("secret", "request", "192.0.2.1", "web");
        assertThat(deployed.log.lines().toString()).doesNotContain("secret-text");
    }

    @Test
    void the_start_loads_the_bundle_and_leaves_no_record() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();

        running.prime();
        int reads = deployed.heads.reads();
        ask(running, EventKind.REST_TOKEN, Deployed.token());

        assertThat(reads).isPositive();
        assertThat(deployed.heads.reads())
                .as("a fresh snapshot is not read again")
                .isEqualTo(reads);
        assertThat(deployed.log.lines()).hasSize(2);
    }

    @Test
    void a_store_that_fails_denies_until_it_answers_and_the_log_says_why() throws Exception {
        deployed.publish(1).heads.outage().begins();
        RunningAuthorizer running = deployed.start();
        running.prime();

        assertThat(deployed.log.lines().get(0)).contains("the snapshot was not refreshed");
        assertThat(ask(running, EventKind.HTTP_1, Deployed.token())).contains(DENIED);
        assertThat(deployed.log.lines().toString()).contains("SNAPSHOT_MISSING");

        deployed.heads.outage().ends();
        deployed.pass(Duration.ofSeconds(1));
        assertThat(ask(running, EventKind.HTTP_1, Deployed.token())).contains(ALLOWED);
    }

    @Test
    void what_the_control_plane_revokes_or_retires_is_denied_at_the_next_refresh() throws Exception {
        deployed.control = "control";
        RunningAuthorizer running = deployed.publish(1).start();
        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(ALLOWED);

        deployed.revocations.add(new Revocation.OfService(new ServiceName("web")), Optional.empty());
        deployed.tell();
        deployed.pass(Duration.ofSeconds(60));
        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(DENIED);
        assertThat(deployed.log.lines().toString()).contains("SERVICE_REVOKED");

        deployed.revocations.replace(new Revocation.OfService(new ServiceName("web")), Optional.empty());
        deployed.tell();
        deployed.pass(Duration.ofSeconds(60));
        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(ALLOWED);
    }

    @Test
    void where_the_head_tells_of_revocations_and_no_table_is_configured_every_call_is_denied() throws Exception {
        deployed.publish(1);
        deployed.revocations.add(new Revocation.OfChain("txn-1"), Optional.empty());
        deployed.tell();
        RunningAuthorizer running = deployed.start();

        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(DENIED);
        assertThat(deployed.log.lines().toString()).contains("not configured where these are kept");
    }

    @Test
    void a_thawed_process_reads_anew_though_its_own_clock_stood_still() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();
        ask(running, EventKind.REST_TOKEN, Deployed.token());
        int reads = deployed.heads.reads();

        deployed.wall = deployed.wall.plusSeconds(60);

        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(ALLOWED);
        assertThat(deployed.heads.reads()).isGreaterThan(reads);
    }

    @Test
    void a_restored_process_reads_anew_and_counts_as_cold() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();
        running.beforeCheckpoint(null);
        ask(running, EventKind.REST_TOKEN, Deployed.token());
        int reads = deployed.heads.reads();

        running.afterRestore(null);

        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(ALLOWED);
        assertThat(deployed.heads.reads()).isGreaterThan(reads);
        assertThat(json(3).map()).containsEntry("ColdStart", Json.of(1));
        assertThat(json(0).map().get("id")).isNotEqualTo(json(2).map().get("id"));
    }

    @Test
    void an_observing_process_says_so_whenever_it_begins_and_counts_what_it_lets_through() throws Exception {
        deployed.mode = "observe";
        RunningAuthorizer running = deployed.publish(1).start();
        assertThat(deployed.log.lines()).singleElement().asString().contains("observing: NO call is denied");

        assertThat(ask(running, EventKind.REST_REQUEST, "anything")).contains(ALLOWED);
        assertThat(json(1).map()).containsEntry("enforced", Json.of(false)).containsEntry("outcome", Json.of("deny"));
        assertThat(json(2).map()).containsEntry("Denied", Json.of(1)).containsEntry("Unenforced", Json.of(1));
        ask(running, EventKind.REST_REQUEST, Deployed.token());
        assertThat(json(4).map()).containsEntry("Allowed", Json.of(1)).containsEntry("Unenforced", Json.of(0));

        running.afterRestore(null);

        assertThat(deployed.log.lines()).last().asString().contains("observing: NO call is denied");
    }

    @Test
    void what_nobody_can_pass_by_is_said_once_for_each_policy() throws Exception {
        deployed.kinds = "rest-token";
        RunningAuthorizer running = deployed.publish(1).start();
        running.prime();
        assertThat(deployed.log.lines())
                .singleElement()
                .asString()
                .contains("every call of service `api` by flow `near` is denied: it needs the caller's address");

        ask(running, EventKind.REST_TOKEN, Deployed.token());
        assertThat(deployed.log.lines()).hasSize(3);
    }

    @Test
    void a_log_that_fails_is_counted_and_changes_no_answer() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();
        deployed.log.broken = true;
        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(ALLOWED);

        deployed.log.broken = false;
        ask(running, EventKind.REST_TOKEN, Deployed.token());
        ask(running, EventKind.REST_TOKEN, Deployed.token());

        assertThat(json(1).map()).containsEntry("Dropped", Json.of(1));
        assertThat(json(3).map()).containsEntry("Dropped", Json.of(0));
    }

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void a_wrong_variable_is_named_at_the_start_and_every_call_denied(EventKind kind) throws Exception {
        Map<String, String> variables = Deployed.variables();
        variables.put("CORDON_TTL", "soon");
        variables.put("CORDON_RESPONSE", "simple");
        RunningAuthorizer running = Start.of(variables, deployed.log, deployed.clock);
        running.prime();

        assertThat(deployed.log.lines()).hasSize(1);
        assertThat(deployed.log.lines().get(0)).contains("CORDON_TTL: `soon` is no number");
        assertThat(ask(running, kind, Deployed.token()))
                .contains(kind == EventKind.HTTP_2 ? "\"isAuthorized\":false" : DENIED)
                .doesNotContain("CORDON");
        assertThat(deployed.log.lines().get(1)).contains("CORDON_TTL");
    }

    @Test
    void a_missing_region_is_said_so_as_a_wrong_variable_is() throws Exception {
        assumeThat(System.getenv("AWS_REGION")).as("AWS_REGION of this machine").isNull();

        RunningAuthorizer running = Start.of(Deployed.variables(), deployed.log, deployed.clock);

        assertThat(deployed.log.lines())
                .singleElement()
                .asString()
                .contains("the stores can't be opened: `AWS_REGION` is missing: set it to the region");
        assertThat(ask(running, EventKind.REST_TOKEN, Deployed.token())).contains(DENIED);
    }

    @Test
    void an_event_that_is_too_large_is_not_read_to_its_end() throws Exception {
        RunningAuthorizer running = deployed.publish(1).start();
        byte[] huge = new byte[3_000_000];
        java.util.Arrays.fill(huge, (byte) ' ');
        ByteArrayInputStream in = new ByteArrayInputStream(huge);

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new AuthorizerHandler(running).handleRequest(in, new ByteArrayOutputStream(), null))
                .hasMessage("cordon: the event can't be read");
        assertThat(in.available()).isPositive();
    }

    private static String ask(RunningAuthorizer running, EventKind kind, String token) throws IOException {
        byte[] event = TestEvents.event(kind, TestEvents.doing("GET", "/request", token));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new AuthorizerHandler(running).handleRequest(new ByteArrayInputStream(event), out, null);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Json.Members json(int line) throws InvalidDocumentException {
        List<String> lines = deployed.log.lines();
        return (Json.Members) Json.parse(lines.get(line));
    }
}

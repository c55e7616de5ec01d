package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Enforcer;
import dev.cordon.decision.Judgement;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Reason;
import dev.cordon.gate.ShopPolicy;
import dev.cordon.limit.Bucket;
import dev.cordon.request.AccessRequest;
import dev.cordon.request.RequestPath;
import dev.cordon.request.Target;
import dev.cordon.token.PresentedToken;
import dev.cordon.token.ReplayStore;
import dev.cordon.token.TokenVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DecisionJsonTest {

    private static final Moment NOW = new Moment(ShopPolicy.NOON, 0);

    @Test
    void an_allow_is_one_line_with_stable_names() {
        DecisionRecord record = record(ShopPolicy.call("orders", "GET /charges/1"), null);

        assertThat(DecisionJson.line(record))
                .isEqualTo("{\"caller\":\"orders\",\"certificate\":\"" + "A".repeat(43) + "\","
                        + "\"certificateNames\":{\"spiffe\":\"spiffe://shop.example/orders\"},"
                        + "\"decided\":\"allow\",\"enforced\":true,\"flow\":\"read\","
                        + "\"host\":\"payments.shop.example\",\"id\":\"d-1\","
                        + "\"latencyNanos\":4200,\"madeFrom\":{\"ageNanos\":0,\"environment\":\"production\",\"hash\":\""
                        + "0".repeat(64) + "\",\"keys\":\"" + keys() + "\",\"policy\":\"shop\",\"registry\":0,"
                        + "\"revocations\":0,\"sequence\":7,\"validUntil\":\"2026-11-23T12:00:00Z\"},"
                        + "\"method\":\"GET\",\"mode\":\"enforce\",\"operation\":\"GET /charges/{id}\","
                        + "\"outcome\":\"allow\",\"path\":\"/charges/1\",\"point\":\"edge\",\"source\":\"10.20.0.7\","
                        + "\"target\":\"payments-api\",\"time\":\"2026-11-22T12:00:00Z\"}");
    }

    @Test
    void a_deny_names_reason_step_status_and_the_findings() {
        DecisionRecord record = record(ShopPolicy.call("acme", "POST /charges"), Reason.FORBIDDEN);

        assertThat(DecisionJson.line(record))
                .contains("\"reason\":\"FORBIDDEN\"", "\"step\":\"forbid\"", "\"status\":403")
                .contains("\"forbid\":\"no-partners\"", "\"outcome\":\"deny\"", "\"decided\":\"deny\"")
                .contains("\"why\":[\"target: service `payments-api`")
                .doesNotContain("\"flow\"", "\n");
    }

    @Test
    void a_turned_allow_keeps_what_was_decided_and_says_when_to_come_back() {
        DecisionRecord decided = record(ShopPolicy.call("orders", "POST /charges"), null);
        DecisionRecord turned = new DecisionRecord(
                "d-2",
                decided.time(),
                decided.point(),
                decided.subject(),
                Optional.of(new DecisionRecord.Stop(
                        Reason.RATE_LIMITED, Optional.of(Duration.ofMillis(1500)), Optional.of(Bucket.Kind.SEGMENT))));

        assertThat(DecisionJson.line(turned))
                .contains("\"decided\":\"allow\"", "\"outcome\":\"deny\"", "\"reason\":\"RATE_LIMITED\"")
                .contains("\"limit\":\"segment\"", "\"retryAfterMillis\":1500", "\"status\":429");
    }

    @Test
    void a_failed_condition_in_shadow_mode_is_named() {
        assertThat(DecisionJson.line(record(ShopPolicy.call("orders", "DELETE /charges/1"), null)))
                .contains("\"shadowed\":\"CONDITION_ENVIRONMENT\"", "\"outcome\":\"allow\"");
    }

    @Test
    void a_path_without_one_reading_is_named_by_its_defect_only() {
        String line =
                DecisionJson.line(record(ShopPolicy.call("orders", "GET /charges/..%2fadmin"), Reason.PATH_AMBIGUOUS));

        assertThat(line).contains("\"pathDefect\":\"encoded-slash\"").doesNotContain("admin", "\"path\"");
    }

    @Test
    void a_token_appears_by_its_hash_only() {
        PresentedToken token = PresentedToken.bearer("very.secret.token");
        AccessRequest call = ShopPolicy.call("orders", "GET /charges/1").withToken(token);

        assertThat(DecisionJson.line(record(call, Reason.TOKEN_MALFORMED)))
                .contains("\"tokenHash\":\"" + token.hash() + "\"")
                .doesNotContain("secret");
    }

    @Test
    void what_a_caller_wrote_can_not_forge_lines_or_fill_the_log() {
        AccessRequest call = AccessRequest.of(
                new Target.OfHost("h".repeat(5000)), "GET\n{\"outcome\":\"allow\"}\u001b[2J", RequestPath.read("/"));

        String line = DecisionJson.line(record(call, Reason.HOST_UNKNOWN));

        assertThat(line).doesNotContain("\n", "\u001b").hasSizeLessThan(1500);
        assertThat(line).contains("GET?{\\\"outcome\\\":\\\"allow\\\"}?[2J");
    }

    @Test
    void a_record_of_an_unreadable_question_has_no_call() {
        DecisionRecord record = new DecisionRecord(
                "d-1",
                ShopPolicy.NOON,
                new DecisionRecord.Point("edge", true, 1),
                new DecisionRecord.Subject(Optional.empty(), Optional.empty(), List.of()),
                Optional.of(DecisionRecord.Stop.because(Reason.REQUEST_UNREADABLE)));

        assertThat(DecisionJson.line(record))
                .isEqualTo(
                        "{\"enforced\":true,\"id\":\"d-1\",\"latencyNanos\":1,\"outcome\":\"deny\",\"point\":\"edge\","
                                + "\"reason\":\"REQUEST_UNREADABLE\",\"status\":403,\"step\":\"enforcement\","
                                + "\"time\":\"2026-11-22T12:00:00Z\"}");
    }

    private static String keys() {
        return ShopPolicy.snapshot(0).revisions().keys();
    }

    private static DecisionRecord record(AccessRequest call, Reason reason) {
        Enforcer enforcer = new Enforcer(new TokenVerifier(), ReplayStore.Reach.INSTANCE, 16);
        Judgement judgement = enforcer.explain(ShopPolicy.snapshot(0), call, NOW);
        assertThat(judgement.decision().isAllow()).isEqualTo(reason == null);
        return new DecisionRecord(
                "d-1",
                ShopPolicy.NOON,
                new DecisionRecord.Point("edge", true, 4200),
                new DecisionRecord.Subject(
                        Optional.of(DecisionRecord.Call.of(call)),
                        Optional.of(judgement),
                        reason == null ? List.of() : judgement.trace()),
                Optional.ofNullable(reason).map(DecisionRecord.Stop::because));
    }
}

package dev.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class OcsfJsonTest {

    /** What the class and the profile require, and in which values (OCSF 1.3.0). */
    private static final List<String> REQUIRED = List.of(
            "activity_id",
            "actor",
            "api",
            "category_uid",
            "class_uid",
            "metadata",
            "severity_id",
            "src_endpoint",
            "time",
            "type_uid",
            "action_id",
            "disposition_id",
            "authorizations");

    @Test
    void a_denied_call_is_a_blocked_api_activity() throws Exception {
        Json.Members event =
                event("{\"caller\":\"acme\",\"decided\":\"deny\",\"enforced\":true,\"forbid\":\"no-partners\","
                        + "\"host\":\"payments.shop.example\",\"id\":\"d-1\",\"issuer\":\"shop\",\"latencyNanos\":4200000,"
                        + "\"madeFrom\":{\"environment\":\"production\",\"hash\":\"ab\",\"policy\":\"shop\",\"sequence\":7},"
                        + "\"method\":\"POST\",\"operation\":\"POST /charges\",\"outcome\":\"deny\",\"path\":\"/charges\","
                        + "\"point\":\"edge\",\"reason\":\"FORBIDDEN\",\"source\":\"10.20.0.7\",\"status\":403,"
                        + "\"step\":\"forbid\",\"target\":\"payments-api\",\"time\":\"2026-11-22T12:00:00.5Z\",\"txn\":\"t\","
                        + "\"why\":[\"target: service\",\"forbid: denied\"]}");

        assertThat(event.toCanonical())
                .isEqualTo(
                        "{\"action\":\"Denied\",\"action_id\":2,\"activity_id\":1,\"activity_name\":\"Create\","
                                + "\"actor\":{\"app_name\":\"acme\",\"idp\":{\"name\":\"shop\"}},"
                                + "\"api\":{\"operation\":\"POST /charges\",\"request\":{\"uid\":\"d-1\"},"
                                + "\"service\":{\"name\":\"payments-api\"}},"
                                + "\"authorizations\":[{\"decision\":\"denied\","
                                + "\"policy\":{\"name\":\"no-partners\",\"uid\":\"no-partners\"}}],"
                                + "\"category_name\":\"Application Activity\",\"category_uid\":6,"
                                + "\"class_name\":\"API Activity\",\"class_uid\":6003,"
                                + "\"disposition\":\"Blocked\",\"disposition_id\":2,"
                                + "\"dst_endpoint\":{\"hostname\":\"payments.shop.example\",\"svc_name\":\"payments-api\"},"
                                + "\"duration\":4,"
                                + "\"http_request\":{\"http_method\":\"POST\","
                                + "\"url\":{\"hostname\":\"payments.shop.example\",\"path\":\"/charges\"}},"
                                + "\"http_response\":{\"code\":403},\"message\":\"deny FORBIDDEN\","
                                + "\"metadata\":{\"correlation_uid\":\"t\",\"log_name\":\"decision-log\","
                                + "\"original_time\":\"2026-11-22T12:00:00.5Z\","
                                + "\"product\":{\"name\":\"Cordon\",\"vendor_name\":\"Cordon\"},"
                                + "\"profiles\":[\"security_control\"],\"uid\":\"d-1\",\"version\":\"1.3.0\"},"
                                + "\"policy\":{\"group\":{\"name\":\"production\"},\"name\":\"shop\",\"uid\":\"ab\","
                                + "\"version\":\"7\"},\"severity_id\":2,"
                                + "\"src_endpoint\":{\"ip\":\"10.20.0.7\",\"svc_name\":\"acme\"},\"status\":\"Failure\","
                                + "\"status_code\":\"FORBIDDEN\",\"status_detail\":\"target: service; forbid: denied\","
                                + "\"status_id\":2,\"time\":1795348800500,\"type_uid\":600301,"
                                + "\"unmapped\":{\"decided\":\"deny\",\"enforced\":true,\"point\":\"edge\",\"step\":\"forbid\"}}");
    }

    @Test
    void a_deny_that_was_not_enforced_is_an_allowed_call_that_was_logged() throws Exception {
        Json.Members event = event("{\"enforced\":false,\"id\":\"d\",\"outcome\":\"deny\",\"reason\":\"NO_FLOW\","
                + "\"time\":\"2026-11-22T12:00:00Z\"}");

        assertThat(event.find("action_id")).contains(Json.of(1));
        assertThat(event.find("disposition_id")).contains(Json.of(17));
        assertThat(event.find("status_id")).contains(Json.of(2));
    }

    @Test
    void every_record_is_an_event_with_all_that_is_required() throws Exception {
        long seed = Long.getLong("cordon.seed", System.nanoTime());
        System.out.printf("ocsf events: seed %d%n", seed);
        SplittableRandom seeds = new SplittableRandom(seed);
        RandomRecords records = new RandomRecords();
        for (int i = 0; i < 20; i++) {
            for (RandomRecords.Recorded one : records.ofOnePolicy(seeds.nextLong(), 50)) {
                assertThat(event(DecisionJson.line(one.record())).map()).containsKeys(REQUIRED.toArray(String[]::new));
            }
        }
    }

    @Test
    void what_is_no_record_is_no_event() throws Exception {
        assertThat(OcsfJson.of((Json.Members) Json.parse("{\"dropped\":1,\"time\":\"2026-11-22T12:00:00Z\"}")))
                .isEmpty();
        assertThat(OcsfJson.of((Json.Members) Json.parse("{\"id\":\"d\",\"outcome\":\"deny\",\"time\":\"noon\"}")))
                .isEmpty();
    }

    private static Json.Members event(String line) throws Exception {
        return OcsfJson.of((Json.Members) Json.parse(line)).orElseThrow();
    }
}

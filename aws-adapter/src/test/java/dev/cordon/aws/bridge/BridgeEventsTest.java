package dev.cordon.aws.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.aws.bridge.BridgeReading.Passed;
import dev.cordon.aws.bridge.BridgeReading.Refused;
import dev.cordon.aws.bridge.BridgeReading.Told;
import dev.cordon.aws.bridge.BridgeReading.Why;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceEvent;
import dev.cordon.registry.ServiceEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BridgeEventsTest {

    private static final Environment PRODUCTION = new Environment("production");
    private static final BridgeRules NAMED = new BridgeRules(
            Map.of("123456789012", PRODUCTION, "210987654321", new Environment("staging")),
            Set.of("eu-central-1"),
            Map.of(
                    "lambda/orders-prod", new ServiceName("orders-api"),
                    "ecs/shop/payments-api", new ServiceName("payments-api"),
                    "apigateway/a1b2c3", new ServiceName("web-bff")),
            false);
    private static final String ORDERS = "\"functionName\": \"orders-prod\"";
    private static final String ANSWERED =
            "{\"functionName\": \"orders-prod\", \"version\": \"$LATEST\", \"codeSha256\": \"c29tZQ==\"}";

    private static BridgeReading read(BridgeRules rules, String event) {
        return new BridgeEvents(rules).read(event.getBytes(StandardCharsets.UTF_8));
    }

    private static BridgeReading read(String event) {
        return read(NAMED, event);
    }

    private static ServiceEvent told(String event) {
        assertThat(read(event)).isInstanceOf(Told.class);
        return ((Told) read(event)).event();
    }

    @ParameterizedTest
    @CsvSource({
        "CreateFunction20150331, DEPLOYED",
        "UpdateFunctionCode20150331v2, DEPLOYED",
        "UpdateFunctionCode, DEPLOYED",
        "UpdateFunctionConfiguration20150331v2, CONFIGURED",
        "PublishVersion20150331, DEPLOYED",
        "DeleteFunction20150331, RETIRED"
    })
    void calls_for_a_function_are_read_whatever_version_their_names_carry(String name, Kind kind) {
        ServiceEvent event = told(BridgeSamples.function(name, ORDERS, ANSWERED));

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.service()).isEqualTo(new ServiceName("orders-api"));
        assertThat(event.environment()).isEqualTo(PRODUCTION);
        assertThat(event.origin())
                .isEqualTo(new ServiceEvent.Origin(
                        "aws:123456789012:eu-central-1", "e0c2", Instant.parse("2026-11-29T12:00:00Z")));
        assertThat(event.details().revisions()).isEqualTo(kind == Kind.DEPLOYED ? Set.of("c29tZQ==") : Set.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateFunctionUrlConfig",
                "UpdateFunctionUrlConfig",
                "UpdateFunctionEventInvokeConfig",
                "DeleteFunctionConcurrency20171031",
                "DeleteFunctionCodeSigningConfig20200423",
                "PublishLayerVersion20181031",
                "UpdateFunctionCodex",
                "Invoke"
            })
    void other_calls_for_functions_tell_of_no_life(String name) {
        assertThat(read(BridgeSamples.function(name, ORDERS, ANSWERED))).isEqualTo(new Passed(Why.OTHER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders-prod",
                "function:orders-prod",
                "123456789012:function:orders-prod",
                "arn:aws:lambda:eu-central-1:123456789012:function:orders-prod"
            })
    void a_function_is_known_by_its_name_its_arn_or_a_part_of_it(String name) {
        String asked = "\"functionName\": \"" + name + "\"";
        assertThat(told(BridgeSamples.function("DeleteFunction20150331", asked, "null"))
                        .service())
                .isEqualTo(new ServiceName("orders-api"));
        assertThat(read(BridgeSamples.function(
                        "DeleteFunction20150331", "\"functionName\": \"" + name + ":7\"", "null")))
                .isEqualTo(new Passed(Why.OF_ONE_VERSION));
    }

    @Test
    void a_version_that_is_deleted_ends_no_service() {
        assertThat(read(BridgeSamples.function("DeleteFunction20150331", ORDERS + ", \"qualifier\": \"7\"", "null")))
                .isEqualTo(new Passed(Why.OF_ONE_VERSION));
    }

    @Test
    void a_published_version_is_the_revision() {
        String answered = ANSWERED.replace("$LATEST", "8");
        assertThat(told(BridgeSamples.function("PublishVersion20150331", ORDERS, answered))
                        .details()
                        .revisions())
                .containsExactly("8");
    }

    @Test
    void what_failed_or_only_tried_changes_nothing() {
        String failed = BridgeSamples.call(
                "lambda",
                "DeleteFunction20150331",
                "\"errorCode\": \"AccessDenied\", \"requestParameters\": {" + ORDERS + "},");
        assertThat(read(failed)).isEqualTo(new Passed(Why.CALL_FAILED));
        assertThat(read(BridgeSamples.function(
                        "UpdateFunctionCode20150331v2", ORDERS + ", \"dryRun\": true", ANSWERED)))
                .isEqualTo(new Passed(Why.CALL_TRIED));
        assertThat(told(BridgeSamples.function(
                                "UpdateFunctionCode20150331v2", ORDERS + ", \"dryRun\": false", ANSWERED))
                        .kind())
                .isEqualTo(Kind.DEPLOYED);
    }

    @Test
    void a_deployment_of_an_ecs_service_counts_when_it_is_completed() {
        ServiceEvent event = told(BridgeSamples.deployment("SERVICE_DEPLOYMENT_COMPLETED"));
        assertThat(event.kind()).isEqualTo(Kind.DEPLOYED);
        assertThat(event.service()).isEqualTo(new ServiceName("payments-api"));
        assertThat(event.details().revisions()).containsExactly("ecs-svc/123");
        assertThat(event.origin().id()).isEqualTo("ddca6449-b258-46c0-8653-e0e3aEXAMPLE");
        assertThat(event.origin().occurredAt()).isEqualTo(Instant.parse("2026-11-29T12:11:11Z"));

        assertThat(read(BridgeSamples.deployment("SERVICE_DEPLOYMENT_IN_PROGRESS")))
                .isEqualTo(new Passed(Why.NOT_COMPLETED));
        assertThat(read(BridgeSamples.deployment("SERVICE_DEPLOYMENT_FAILED")))
                .isEqualTo(new Passed(Why.NOT_COMPLETED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"service\": \"payments-api\", \"cluster\": \"shop\"",
                "\"service\": \"payments-api\", \"cluster\": \"arn:aws:ecs:eu-central-1:123456789012:cluster/shop\"",
                "\"service\": \"arn:aws:ecs:eu-central-1:123456789012:service/shop/payments-api\", \"force\": true"
            })
    void an_ecs_service_that_is_deleted_is_retired(String asked) {
        ServiceEvent event =
                told(BridgeSamples.call("ecs", "DeleteService", "\"requestParameters\": {" + asked + "},"));

        assertThat(event.kind()).isEqualTo(Kind.RETIRED);
        assertThat(event.service()).isEqualTo(new ServiceName("payments-api"));
        assertThat(event.details()).isEqualTo(ServiceEvent.Details.NONE);
    }

    @Test
    void an_ecs_service_of_another_cluster_is_another_one() {
        assertThat(read(BridgeSamples.call(
                        "ecs", "DeleteService", "\"requestParameters\": {\"service\": \"payments-api\"},")))
                .isEqualTo(new Passed(Why.NO_SERVICE));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CreateDeployment | {\"restApiId\": \"a1b2c3\"} | {\"id\": \"d7\"} | DEPLOYED | d7",
                "CreateDeployment | {\"apiId\": \"a1b2c3\"} | {\"deploymentId\": \"d8\"} | DEPLOYED | d8",
                "CreateRestApi | {\"name\": \"web\"} | {\"id\": \"a1b2c3\"} | CONFIGURED |",
                "CreateApi | {\"name\": \"web\"} | {\"apiId\": \"a1b2c3\"} | CONFIGURED |",
                "PutRestApi | {\"restApiId\": \"a1b2c3\"} | null | CONFIGURED |",
                "CreateRoute | {\"apiId\": \"a1b2c3\"} | {\"routeId\": \"r1\"} | CONFIGURED |",
                "DeleteRoute | {\"apiId\": \"a1b2c3\"} | null | CONFIGURED |",
                "DeleteStage | {\"restApiId\": \"a1b2c3\", \"stageName\": \"prod\"} | null | CONFIGURED |",
                "DeleteRestApi | {\"restApiId\": \"a1b2c3\"} | null | RETIRED |",
                "DeleteApi | {\"apiId\": \"a1b2c3\"} | null | RETIRED |"
            })
    void an_api_that_is_named_lives_as_its_service(
            String name, String asked, String answered, Kind kind, String revision) {
        ServiceEvent event = told(BridgeSamples.call(
                "apigateway", name, "\"requestParameters\": " + asked + ", \"responseElements\": " + answered + ","));

        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.service()).isEqualTo(new ServiceName("web-bff"));
        assertThat(event.details().revisions()).isEqualTo(revision == null ? Set.of() : Set.of(revision));
    }

    @Test
    void an_api_or_a_function_that_is_not_named_is_no_service_unless_its_own_name_counts() {
        BridgeRules own = new BridgeRules(NAMED.accounts(), NAMED.regions(), NAMED.names(), true);
        String function = BridgeSamples.function("CreateFunction20150331", "\"functionName\": \"stock-api\"", ANSWERED);
        String odd = BridgeSamples.function("CreateFunction20150331", "\"functionName\": \"Stock_API\"", ANSWERED);
        String api = BridgeSamples.call("apigateway", "DeleteApi", "\"requestParameters\": {\"apiId\": \"other\"},");

        assertThat(read(function)).isEqualTo(new Passed(Why.NO_SERVICE));
        assertThat(read(own, function))
                .isInstanceOfSatisfying(
                        Told.class, told -> assertThat(told.event().service()).isEqualTo(new ServiceName("stock-api")));
        assertThat(read(own, odd)).isEqualTo(new Passed(Why.NO_SERVICE));
        assertThat(read(own, api)).isEqualTo(new Passed(Why.NO_SERVICE));
    }

    @Test
    void each_account_has_the_environment_of_its_services() {
        String event = BridgeSamples.function("CreateFunction20150331", ORDERS, ANSWERED)
                .replace("\"account\": \"123456789012\"", "\"account\": \"210987654321\"");

        assertThat(told(event).environment()).isEqualTo(new Environment("staging"));
        assertThat(told(event).origin().source()).isEqualTo("aws:210987654321:eu-central-1");
    }

    @Test
    void what_is_not_of_aws_or_not_of_a_listed_account_and_region_is_refused() {
        String event = BridgeSamples.function("DeleteFunction20150331", ORDERS, "null");

        assertThat(read(event.replace("\"source\": \"aws.lambda\"", "\"source\": \"my.lambda\"")))
                .isEqualTo(new Refused("the event is not AWS's own: its source does not begin with `aws.`"));
        assertThat(read(event.replace("\"account\": \"123456789012\"", "\"account\": \"999999999999\"")))
                .isEqualTo(new Refused("the event is of an account that is not listed"));
        assertThat(read(event.replace("eu-central-1", "us-east-1")))
                .isEqualTo(new Refused("the event is of a region that is not listed"));
        assertThat(read(event.replace("\"awsRegion\": \"eu-central-1\"", "\"awsRegion\": \"us-east-1\"")))
                .isEqualTo(new Refused("`detail.awsRegion` of the event contradicts its region"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "{\"source\": 7}", "\u0000"})
    void what_is_no_event_is_refused(String text) {
        assertThat(read(text)).isInstanceOf(Refused.class);
    }

    @Test
    void an_event_that_lacks_what_it_needs_is_refused_and_said_why() {
        String event = BridgeSamples.function("DeleteFunction20150331", ORDERS, "null");

        assertThat(read(event.replace("\"eventID\"", "\"eventId\"")))
                .isEqualTo(new Refused("`detail.eventID` of the event is missing"));
        assertThat(read(event.replace("2026-11-29T12:00:00Z", "yesterday")))
                .isEqualTo(new Refused("a time of the event is none"));
        assertThat(read(event.replace("\"e0c2\"", "\"" + "e".repeat(300) + "\"")))
                .isEqualTo(new Refused(
                        "a text of the event is longer than it may be, or has characters that it may not have"));
        assertThat(read(event.replace("\"e0c2\"", "\"" + "e".repeat(600_000) + "\"")))
                .isEqualTo(new Refused("the event is no JSON object, or is larger than 524288 bytes"));
    }

    @Test
    void other_events_of_aws_are_passed_by() {
        assertThat(read(BridgeSamples.call("s3", "PutObject", ""))).isEqualTo(new Passed(Why.OTHER));
        assertThat(read(BridgeSamples.deployment("SERVICE_DEPLOYMENT_COMPLETED")
                        .replace("ECS Deployment State Change", "ECS Service Action")))
                .isEqualTo(new Passed(Why.OTHER));
        assertThat(read(BridgeSamples.deployment("SERVICE_STEADY_STATE"))).isEqualTo(new Passed(Why.OTHER));
    }
}

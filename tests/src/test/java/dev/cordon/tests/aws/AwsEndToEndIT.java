package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Caller;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Calls by way of API Gateway's documented contract to the packaged function, under the runtime client that Lambda
 * runs, with its policy published by the packaged command line to an emulated S3 and DynamoDB.
 */
class AwsEndToEndIT {

    private static final String TARGETS = "api1=orders-api,api2=feed-api";

    private static CloudShop shop;
    private static CloudShop.Place place;
    private static LambdaFunction function;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void open() throws Exception {
        shop = CloudShop.shared();
        place = shop.published("shared");
        function = LambdaFunction.start(shop.function(place, TARGETS));
    }

    @AfterAll
    static void close() throws Exception {
        function.close();
    }

    static Stream<GatewayApi.Authorizer> kinds() {
        return Stream.of(
                Kinds.authorizer(Kind.REST_TOKEN),
                Kinds.authorizer(Kind.REST_REQUEST),
                Kinds.authorizer(Kind.HTTP_1),
                Kinds.authorizer(Kind.HTTP_2),
                Kinds.authorizer(Kind.WEBSOCKET));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void what_the_policy_allows_reaches_the_service_with_its_context_and_is_logged(GatewayApi.Authorizer authorizer)
            throws Exception {
        try (Attachment api = Attachment.of(Kinds.api(authorizer), function)) {
            String token = Kinds.goodToken(shop, authorizer);
            Caller.Reply reply = Kinds.call(api, authorizer, token, "X-Cordon-Caller: forged");

            assertThat(reply.status()).isEqualTo(authorizer.kind() == Kind.WEBSOCKET ? 101 : 200);
            List<String> received = api.upstream().last().lines().toList();
            boolean socket = authorizer.kind() == Kind.WEBSOCKET;
            assertThat(received)
                    .contains(
                            "x-cordon-caller: web-bff",
                            "x-cordon-segment: storefront",
                            "x-cordon-flow: " + (socket ? "follow" : "checkout"));
            String decision = Kinds.header(received, "x-cordon-decision");
            DecisionLines lines = DecisionLines.await(function.log(), decision);
            assertThat(lines.decision("outcome")).isEqualTo("allow");
            assertThat(lines.decision("caller")).isEqualTo("web-bff");
            assertThat(lines.decision("operation")).isEqualTo(socket ? "GET /$connect" : "GET /orders/{id}");
            assertThat(lines.metrics("Allowed")).isEqualTo(Json.of(1));
            assertThat(lines.metrics("FunctionName")).isEqualTo(Json.of("authorizer"));
            assertThat(lines.text()).doesNotContain(token.substring("Authorization: Bearer ".length()));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void what_the_policy_does_not_allow_is_a_403_and_what_shows_nothing_a_401(GatewayApi.Authorizer authorizer)
            throws Exception {
        try (Attachment api = Attachment.of(Kinds.api(authorizer), function)) {
            assertThat(Kinds.call(api, authorizer).status()).isEqualTo(401);
            assertThat(api.asked()).isZero();

            String foreign = shop.token("web-bff", "payments-api", "charge");
            assertThat(Kinds.call(api, authorizer, foreign).status()).isEqualTo(403);
            assertThat(Kinds.call(api, authorizer, "Authorization: Bearer garbage")
                            .status())
                    .isEqualTo(403);
            if (authorizer.kind() != Kind.WEBSOCKET) {
                String good = Kinds.goodToken(shop, authorizer);
                assertThat(api.call("DELETE /orders/7", good).status()).isEqualTo(403);
                assertThat(api.call("GET /orders", good).status()).isEqualTo(403);
                assertThat(api.call("GET /orders/%2e%2e", good).status()).isEqualTo(403);
                assertThat(api.call("GET /orders/*", good).status()).isEqualTo(403);
            }
            assertThat(api.upstream().calls()).isZero();
        }
    }

    @Test
    void a_simple_answer_is_taken_where_it_is_configured() throws Exception {
        GatewayApi.Authorizer simple =
                new GatewayApi.Authorizer(Kind.HTTP_2, true, 0, List.of("$request.header.Authorization"));
        LambdaFunction.Settings settings = shop.function(place, TARGETS).with("CORDON_RESPONSE", "simple");
        try (LambdaFunction answering = LambdaFunction.start(settings);
                Attachment api = Attachment.of(Kinds.api(simple), answering)) {
            String token = Kinds.goodToken(shop, simple);
            assertThat(api.call("GET /orders/7", token).body()).contains("x-cordon-flow: checkout");
            assertThat(api.call("DELETE /orders/7", token).status()).isEqualTo(403);
        }
    }

    @Test
    void where_it_is_configured_a_wrong_credential_is_a_401() throws Exception {
        LambdaFunction.Settings settings = shop.function(place, TARGETS).with("CORDON_UNAUTHORIZED", "throw");
        try (LambdaFunction answering = LambdaFunction.start(settings)) {
            for (Kind kind : List.of(Kind.REST_TOKEN, Kind.REST_REQUEST, Kind.WEBSOCKET)) {
                GatewayApi.Authorizer authorizer = Kinds.authorizer(kind);
                try (Attachment api = Attachment.of(Kinds.api(authorizer), answering)) {
                    Caller.Reply reply = Kinds.call(api, authorizer, "Authorization: Bearer garbage");
                    assertThat(reply.status()).as("%s", kind).isEqualTo(401);
                    assertThat(reply.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
                    if (kind != Kind.WEBSOCKET) {
                        String good = Kinds.goodToken(shop, authorizer);
                        assertThat(api.call("DELETE /orders/7", good).status())
                                .as("%s", kind)
                                .isEqualTo(403);
                    }
                }
            }
        }
    }

    @Test
    void while_it_observes_no_call_is_stopped_and_the_log_says_which_would_be() throws Exception {
        LambdaFunction.Settings settings = shop.function(place, TARGETS).with("CORDON_MODE", "observe");
        try (LambdaFunction observing = LambdaFunction.start(settings)) {
            observing.log().await(line -> line.contains("observing: NO call is denied"));
            for (Kind kind : List.of(Kind.REST_REQUEST, Kind.HTTP_1, Kind.HTTP_2, Kind.WEBSOCKET)) {
                GatewayApi.Authorizer authorizer = new GatewayApi.Authorizer(kind, false, 0, List.of());
                try (Attachment api = Attachment.of(Kinds.api(authorizer), observing)) {
                    int through = kind == Kind.WEBSOCKET ? 101 : 200;
                    assertThat(Kinds.call(api, authorizer, "X-Cordon-Caller: forged")
                                    .status())
                            .as("%s", kind)
                            .isEqualTo(through);
                    assertThat(api.upstream().last())
                            .contains("x-cordon-decision")
                            .doesNotContain("x-cordon-caller");
                    DecisionLines denied = DecisionLines.last(observing);
                    assertThat(denied.decision("outcome")).isEqualTo("deny");
                    assertThat(denied.decision("reason")).isEqualTo("TOKEN_MISSING");
                    assertThat(denied.metrics("Unenforced")).isEqualTo(Json.of(1));

                    String good = Kinds.goodToken(shop, authorizer);
                    assertThat(Kinds.call(api, authorizer, good).status()).isEqualTo(through);
                    assertThat(api.upstream().last()).doesNotContain("x-cordon-caller");
                    assertThat(DecisionLines.last(observing).decision("outcome"))
                            .isEqualTo("allow");
                }
            }
        }
    }

    @Test
    void an_api_that_is_not_configured_is_denied() throws Exception {
        GatewayApi.Authorizer authorizer = Kinds.authorizer(Kind.HTTP_2);
        GatewayApi stranger = new GatewayApi(CloudShop.EXECUTION + "other", "live", authorizer, Attachment.HEADERS);
        try (Attachment api = Attachment.of(stranger, function)) {
            String token = Kinds.goodToken(shop, authorizer);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(403);
        }
    }

    @Test
    void a_wrong_configuration_is_one_line_that_names_the_variable_and_every_call_is_denied() throws Exception {
        LambdaFunction.Settings settings = shop.function(place, "orders-api");
        GatewayApi.Authorizer authorizer = Kinds.authorizer(Kind.REST_REQUEST);
        try (LambdaFunction misled = LambdaFunction.start(settings);
                Attachment api = Attachment.of(Kinds.api(authorizer), misled)) {
            String token = Kinds.goodToken(shop, authorizer);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(403);
            assertThat(DecisionLines.last(misled).decision("reason")).isEqualTo("REQUEST_UNREADABLE");
            assertThat(misled.log().lines())
                    .filteredOn(line -> line.contains("\"notice\""))
                    .singleElement()
                    .asString()
                    .contains("CORDON_TARGETS", "`orders-api` is no target");
        }
    }

    @Test
    void after_a_restore_from_a_snapshot_the_policy_of_now_decides() throws Exception {
        CloudShop.Place own = shop.published("restored");
        LambdaFunction.Settings settings = shop.function(own, TARGETS)
                .with("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")
                .withJava("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
        GatewayApi.Authorizer authorizer = Kinds.authorizer(Kind.REST_REQUEST);
        try (LambdaFunction restored = LambdaFunction.start(settings);
                Attachment api = Attachment.of(Kinds.api(authorizer), restored)) {
            restored.api().checkpoint().join();
            Instant published = shop.publishWithoutReading(own, 2);
            restored.api().restore();

            String token = Kinds.goodToken(shop, authorizer);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(403);
            DecisionLines lines = DecisionLines.last(restored);
            assertThat(lines.sequence()).isEqualTo(2);
            assertThat(lines.time()).isAfter(published);
            assertThat(lines.metrics("ColdStart")).isEqualTo(Json.of(1));
        }
    }
}

package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.document.Json;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.Relay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packaged function and what is published: news, trouble, and answers that API Gateway keeps. */
class AwsStoresIT {

    private static final String TARGETS = "api1=orders-api";

    /** Of the segment of orders-api in shop.yaml. */
    private static final Duration REFRESH = Duration.ofSeconds(1);

    private static final Duration DENY_AFTER = Duration.ofSeconds(3);

    private static final GatewayApi.Authorizer HTTP = Kinds.authorizer(Kind.HTTP_2);

    private final CloudShop shop;

    AwsStoresIT() throws Exception {
        shop = CloudShop.shared();
    }

    @Test
    void a_new_bundle_decides_every_call_that_comes_a_refresh_after_its_publication() throws Exception {
        CloudShop.Place place = shop.published("news");
        try (LambdaFunction function = LambdaFunction.start(shop.function(place, TARGETS));
                Attachment api = Attachment.of(Kinds.api(HTTP), function)) {
            String token = Kinds.goodToken(shop, HTTP);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(200);
            assertThat(DecisionLines.last(function).sequence()).isEqualTo(1);

            Instant published = shop.publishWithoutReading(place, 2);
            while (api.call("GET /orders/7", token).status() == 200) {
                // the last call that the old bundle decided: its time is looked at, not this loop's
                DecisionLines old = DecisionLines.last(function);
                assertThat(old.sequence()).isEqualTo(1);
                assertThat(old.time()).isBefore(published.plus(REFRESH));
            }
            assertThat(DecisionLines.last(function).sequence()).isEqualTo(2);
        }
    }

    @Test
    void without_its_stores_a_function_denies_once_deny_after_has_passed_and_recovers() throws Exception {
        CloudShop.Place place = shop.published("trouble");
        try (Relay way = new Relay(shop.moto().port());
                LambdaFunction function = LambdaFunction.start(
                        shop.function(place, TARGETS).with("AWS_ENDPOINT_URL", "http://127.0.0.1:" + way.port()));
                Attachment api = Attachment.of(Kinds.api(HTTP), function)) {
            String token = Kinds.goodToken(shop, HTTP);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(200);

            way.cut();
            Instant cut = Instant.now();
            while (api.call("GET /orders/7", token).status() == 200) {
                // decided before the last snapshot was too old
                assertThat(DecisionLines.last(function).time()).isBefore(cut.plus(DENY_AFTER));
            }
            DecisionLines denied = DecisionLines.last(function);
            assertThat(denied.decision("reason")).isEqualTo("SNAPSHOT_STALE");
            assertThat(denied.metrics("Denied")).isEqualTo(Json.of(1));
            assertThat(function.log().await(line -> line.contains("\"notice\"")))
                    .contains("the snapshot was not refreshed");

            way.mend();
            // after a failure it pauses for up to a second before it asks again
            Caller.Reply reply = api.call("GET /orders/7", token);
            while (reply.status() != 200) {
                assertThat(reply.status()).isEqualTo(403);
                reply = api.call("GET /orders/7", token);
            }
        }
    }

    @Test
    void a_function_that_never_saw_its_stores_denies_and_says_why() throws Exception {
        CloudShop.Place place = shop.place("nothing");
        try (LambdaFunction function = LambdaFunction.start(shop.function(place, TARGETS));
                Attachment api = Attachment.of(Kinds.api(HTTP), function)) {
            assertThat(api.call("GET /orders/7", Kinds.goodToken(shop, HTTP)).status())
                    .isEqualTo(403);
            assertThat(DecisionLines.last(function).decision("reason")).isEqualTo("SNAPSHOT_MISSING");
            assertThat(function.log().await(line -> line.contains("\"notice\"")))
                    .contains("nothing is published here");
        }
    }

    @Test
    void an_answer_is_kept_for_the_same_caller_and_path_only_and_trouble_is_not_kept() throws Exception {
        CloudShop.Place place = shop.published("kept");
        List<String> sources =
                List.of("$request.header.Authorization", "$context.routeKey", "$context.httpMethod", "$context.path");
        GatewayApi.Authorizer keeping = new GatewayApi.Authorizer(Kind.HTTP_2, true, 60, sources);
        try (LambdaFunction function = LambdaFunction.start(keeping(place, sources));
                Attachment api = Attachment.of(Kinds.api(keeping), function)) {
            String token = shop.token("web-bff", "metrics-api", "measure");
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(200);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(200);
            assertThat(api.asked()).isEqualTo(1);
            assertThat(api.call("DELETE /orders/7", token).status()).isEqualTo(403);
            assertThat(api.call("GET /orders/8", token).status()).isEqualTo(200);
            assertThat(api.asked()).isEqualTo(3);
        }
        try (LambdaFunction cutOff = LambdaFunction.start(keeping(shop.place("kept-nothing"), sources));
                Attachment api = Attachment.of(Kinds.api(keeping), cutOff)) {
            String token = shop.token("web-bff", "metrics-api", "measure");
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(500);
            assertThat(api.call("GET /orders/7", token).status()).isEqualTo(500);
            assertThat(api.asked()).isEqualTo(2);
        }
    }

    private LambdaFunction.Settings keeping(CloudShop.Place place, List<String> sources) throws Exception {
        return shop.function(place, "api1=metrics-api")
                .with("CORDON_KINDS", "http-2.0")
                .with("CORDON_RESPONSE", "simple")
                .with("CORDON_TTL", "60")
                .with("CORDON_IDENTITY_SOURCES", String.join(",", sources));
    }
}

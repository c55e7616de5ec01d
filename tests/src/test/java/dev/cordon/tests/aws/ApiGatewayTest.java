package dev.cordon.tests.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.gateway.ApiRoute;
import dev.cordon.tests.gateway.Front;
import dev.cordon.tests.surroundings.Caller;
import dev.cordon.tests.surroundings.EchoUpstream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whether the gateway of the end-to-end tests does what API Gateway's documentation says, with answers made up here.
 */
class ApiGatewayTest {

    private static final String API = "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3";
    private static final String TOKEN = "Authorization: Bearer t";

    private final List<String> events = new ArrayList<>();
    private final EchoUpstream upstream = new EchoUpstream();
    private Instant now = Instant.parse("2026-11-24T12:00:00Z");
    private Outcome outcome = answer("{}");
    private Front front;

    ApiGatewayTest() throws Exception {}

    @AfterEach
    void stop() {
        front.close();
        upstream.close();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void without_its_identity_source_a_call_is_a_401_unasked(Kind kind) throws Exception {
        attach(kind, 0);
        assertThat(call(kind).status()).isEqualTo(401);
        assertThat(events).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_a_policy_allows_passes_with_its_context(Kind kind) throws Exception {
        attach(kind, 0);
        outcome = policy("Allow", arn(kind));
        Caller.Reply reply = call(kind, TOKEN, "X-Caller: forged");
        assertThat(reply.status()).isEqualTo(kind == Kind.WEBSOCKET ? 101 : 200);
        assertThat(upstream.calls()).isEqualTo(1);
        if (kind != Kind.WEBSOCKET) {
            assertThat(reply.body()).contains("x-caller: web").doesNotContain("forged", "x-absent");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_a_policy_denies_or_does_not_name_is_a_403(Kind kind) throws Exception {
        attach(kind, 0);
        outcome = policy("Deny", arn(kind));
        assertThat(call(kind, TOKEN).status()).isEqualTo(403);
        outcome = policy("Allow", arn(kind) + "/more");
        assertThat(call(kind, TOKEN).status()).isEqualTo(403);
        assertThat(upstream.calls()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void what_is_no_answer_is_a_500(Kind kind) throws Exception {
        attach(kind, 0);
        assertThat(call(kind, TOKEN).status()).isEqualTo(500);
        outcome = new Outcome.Failure("java.lang.RuntimeException", "Unauthorised");
        assertThat(call(kind, TOKEN).status()).isEqualTo(500);
        outcome = answer("{\"context\":{\"list\":[]},\"policyDocument\":{\"Statement\":[],\"Version\":\"2012-10-17\"},"
                + "\"principalId\":\"p\"}");
        assertThat(call(kind, TOKEN).status()).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource({"REST_TOKEN, 401", "REST_REQUEST, 401", "WEBSOCKET, 401", "HTTP_1, 500", "HTTP_2, 500"})
    void the_error_unauthorized_is_a_401_where_that_is_documented(Kind kind, int status) throws Exception {
        attach(kind, 0);
        outcome = new Outcome.Failure("java.lang.RuntimeException", "Unauthorized");
        assertThat(call(kind, TOKEN).status()).isEqualTo(status);
    }

    @Test
    void a_simple_answer_is_yes_or_no() throws Exception {
        attach(new GatewayApi.Authorizer(Kind.HTTP_2, true, 0, List.of("$request.header.Authorization")));
        outcome = answer("{\"context\":{\"caller\":\"web\"},\"isAuthorized\":true}");
        assertThat(call(Kind.HTTP_2, TOKEN).body()).contains("x-caller: web");
        outcome = answer("{\"isAuthorized\":false}");
        assertThat(call(Kind.HTTP_2, TOKEN).status()).isEqualTo(403);
        outcome = policy("Allow", arn(Kind.HTTP_2));
        assertThat(call(Kind.HTTP_2, TOKEN).status()).isEqualTo(500);
    }

    @Test
    void an_answer_is_kept_for_its_time_and_judged_anew_for_each_path() throws Exception {
        attach(Kind.REST_TOKEN, 60);
        outcome = policy("Allow", arn(Kind.REST_TOKEN));
        assertThat(call(Kind.REST_TOKEN, TOKEN).status()).isEqualTo(200);
        outcome = policy("Deny", arn(Kind.REST_TOKEN));
        assertThat(call(Kind.REST_TOKEN, TOKEN).status()).isEqualTo(200);
        assertThat(caller().call("GET /live/other", TOKEN).status()).isEqualTo(403);
        assertThat(events).hasSize(1);
        assertThat(call(Kind.REST_TOKEN, TOKEN + "2").status()).isEqualTo(403);
        now = now.plusSeconds(60);
        assertThat(call(Kind.REST_TOKEN, TOKEN).status()).isEqualTo(403);
        assertThat(events).hasSize(3);
    }

    @Test
    void an_answer_is_kept_for_what_the_key_names() throws Exception {
        attach(new GatewayApi.Authorizer(
                Kind.HTTP_2, true, 60, List.of("$request.header.Authorization", "$context.routeKey", "$context.path")));
        outcome = answer("{\"isAuthorized\":true}");
        assertThat(call(Kind.HTTP_2, TOKEN).status()).isEqualTo(200);
        outcome = answer("{\"isAuthorized\":false}");
        assertThat(call(Kind.HTTP_2, TOKEN).status()).isEqualTo(200);
        assertThat(caller().call("GET /live/charges/2", TOKEN).status()).isEqualTo(403);
        assertThat(events).hasSize(2);
    }

    @Test
    void what_has_no_route_is_a_404_unasked() throws Exception {
        attach(Kind.REST_REQUEST, 0);
        assertThat(caller().call("PUT /live/charges/1", TOKEN).status()).isEqualTo(404);
        assertThat(caller().call("GET /charges/1", TOKEN).status()).isEqualTo(404);
        assertThat(events).isEmpty();
    }

    private void attach(Kind kind, int ttl) throws Exception {
        String source = kind.isHttp()
                ? "$request.header.Authorization"
                : kind == Kind.WEBSOCKET ? "route.request.header.Authorization" : "method.request.header.Authorization";
        attach(new GatewayApi.Authorizer(kind, false, ttl, List.of(source)));
    }

    private void attach(GatewayApi.Authorizer authorizer) throws Exception {
        GatewayApi api = new GatewayApi(API, "live", authorizer, Map.of("X-Caller", "caller", "X-Absent", "absent"));
        ApiGateway gateway = new ApiGateway(
                api,
                event -> {
                    events.add(new String(event, StandardCharsets.UTF_8));
                    return outcome;
                },
                () -> now);
        List<ApiRoute> routes =
                List.of(ApiRoute.of("GET /charges/{id}"), ApiRoute.of("GET /other"), ApiRoute.of("GET /"));
        front = Front.start(new Front.Api(api.prefix(), routes, gateway, upstream.port()));
    }

    private Caller caller() {
        return Caller.plain(front.port(), "a1b2c3.execute-api.eu-west-1.amazonaws.com");
    }

    private Caller.Reply call(Kind kind, String... headers) throws Exception {
        if (kind != Kind.WEBSOCKET) {
            return caller().call("GET /live/charges/1", headers);
        }
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Upgrade: websocket");
        return caller().call("GET /live", all.toArray(String[]::new));
    }

    private static String arn(Kind kind) {
        return API + "/live/" + (kind == Kind.WEBSOCKET ? "$connect" : "GET/charges/1");
    }

    private static Outcome policy(String effect, String resource) {
        return answer("{\"context\":{\"caller\":\"web\"},\"policyDocument\":{\"Statement\":[{\"Action\":"
                + "\"execute-api:Invoke\",\"Effect\":\"" + effect + "\",\"Resource\":\"" + resource
                + "\"}],\"Version\":\"2012-10-17\"},\"principalId\":\"p\"}");
    }

    private static Outcome answer(String json) {
        return new Outcome.Answer(json.getBytes(StandardCharsets.UTF_8));
    }
}

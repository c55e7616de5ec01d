package dev.cordon.tests.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.decision.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.minidev.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the standard, and the certification scenario made for it, ask of a decision point. */
final class AuthZenApiTest {

    private static final String EVALUATION = "access_evaluation_endpoint";
    private static final String EVALUATIONS = "access_evaluations_endpoint";

    @TempDir
    private Path folder;

    private GatewayShop shop;
    private AuthZenClient client;
    private String checkout;

    @BeforeEach
    void open() throws Exception {
        shop = new GatewayShop(folder);
        client = shop.client("gateway");
        checkout = shop.token("web-bff", "orders-api", "checkout");
    }

    @AfterEach
    void close() {
        shop.close();
    }

    private static Map<String, Object> entity(String type, String id) {
        return Map.of("type", type, "id", id);
    }

    private static Map<String, Object> order() {
        return entity("operation", "orders-api/orders");
    }

    private Map<String, Object> request() {
        return Map.of(
                "subject",
                entity("service", "web-bff"),
                "action",
                Map.of("name", "POST"),
                "resource",
                order(),
                "context",
                Map.of("token", checkout));
    }

    private Map<String, Object> with(String member, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(request());
        changed.put(member, value);
        return changed;
    }

    private Map<String, Object> without(String member) {
        Map<String, Object> changed = new LinkedHashMap<>(request());
        changed.remove(member);
        return changed;
    }

    @Test
    void a_call_is_permitted_and_another_denied() throws Exception {
        assertThat(client.evaluate(request())).isTrue();
        assertThat(client.evaluate(with("action", Map.of("name", "DELETE")))).isFalse();
    }

    @Test
    void the_same_request_has_the_same_answer_each_time() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(client.evaluate(request())).isTrue();
        }
    }

    @Test
    void properties_and_members_that_are_not_known_change_nothing() throws Exception {
        assertThat(client.evaluate(with("foo", Map.of("nested", List.of(1.5, true)))))
                .isTrue();
        assertThat(client.evaluate(with(
                        "subject",
                        Map.of(
                                "type",
                                "service",
                                "id",
                                "web-bff",
                                "properties",
                                Map.of("department", "Sales", "level", 3)))))
                .isTrue();
        assertThat(client.evaluate(with("action", Map.of("name", "POST", "properties", Map.of("soft", false)))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subject", "action", "resource"})
    void what_is_required_is_required(String member) throws Exception {
        client.send(EVALUATION, JSONObject.toJSONString(without(member))).error(400);
        client.send(EVALUATIONS, JSONObject.toJSONString(without(member))).error(400);
        client.send(EVALUATION, JSONObject.toJSONString(with(member, "text"))).error(400);
        client.send(EVALUATION, JSONObject.toJSONString(with(member, Map.of()))).error(400);
    }

    static Stream<Map<String, Object>> entities() {
        return Stream.of(
                Map.of("id", "web-bff"),
                Map.of("type", "service"),
                Map.of("type", "service", "id", 7),
                Map.of("type", List.of(), "id", "web-bff"),
                Map.of("type", "service", "id", "web-bff", "properties", "x"));
    }

    @ParameterizedTest
    @MethodSource("entities")
    void an_entity_has_a_type_and_an_id(Map<String, Object> entity) throws Exception {
        client.send(EVALUATION, JSONObject.toJSONString(with("subject", entity)))
                .error(400);
        client.send(EVALUATION, JSONObject.toJSONString(with("resource", entity)))
                .error(400);
    }

    @Test
    void an_action_has_a_name_that_is_a_string() throws Exception {
        client.send(EVALUATION, JSONObject.toJSONString(with("action", Map.of("name", 123))))
                .error(400);
        client.send(EVALUATION, JSONObject.toJSONString(with("context", List.of())))
                .error(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[]",
                "7",
                "\"x\"",
                "null",
                "{\"subject\":",
                "{'subject':{}}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\\ud800\"}",
                "{} {}",
                "{,}",
                "\ufeff{}"
            })
    void a_body_that_is_no_json_object_is_malformed(String body) throws Exception {
        client.send(EVALUATION, body).error(400);
        client.send(EVALUATIONS, body).error(400);
        assertThat(shop.last().subject().judgement().orElseThrow().target().orElseThrow())
                .hasToString("decisions");
    }

    @Test
    void a_body_that_is_too_large_or_too_deep_is_malformed() throws Exception {
        client.send(EVALUATION, JSONObject.toJSONString(with("x", "x".repeat(64 * 1024))))
                .error(400);
        Object deep = "x";
        for (int i = 0; i < 100; i++) {
            deep = List.of(deep);
        }
        client.send(EVALUATION, JSONObject.toJSONString(with("x", deep))).error(400);
        assertThat(client.evaluate(request())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
    void a_body_of_another_type_is_malformed(String type) throws Exception {
        client.send(EVALUATION, JSONObject.toJSONString(request()), Map.of("Content-Type", type))
                .error(400);
    }

    @Test
    void who_does_not_authenticate_is_told_how() throws Exception {
        AuthZenClient.Reply reply =
                client.send(EVALUATION, JSONObject.toJSONString(request()), Map.of("Authorization", ""));

        reply.error(401);
        assertThat(reply.headers()).containsKey("www-authenticate");
        client.send(EVALUATION, "{", Map.of("Authorization", "Bearer x")).error(401);
        client.send(EVALUATION, "{", Map.of("Authorization", "Bearer " + shop.token("web-bff", "decisions", "ask")))
                .error(403);
    }

    @Test
    void several_are_answered_in_their_order_by_the_defaults_of_the_request() throws Exception {
        Map<String, Object> request = with(
                "evaluations",
                List.of(
                        Map.of(),
                        Map.of("action", Map.of("name", "GET")),
                        Map.of("subject", entity("service", "batch")),
                        Map.of("resource", Map.of("id", "orders-api/orders"))));

        assertThat(client.evaluateAll(request)).containsExactly(true, false, false, true);
    }

    @Test
    void several_need_no_defaults() throws Exception {
        assertThat(client.evaluateAll(Map.of("evaluations", List.of(request(), with("action", Map.of("name", "PUT"))))))
                .containsExactly(true, false);
    }

    @Test
    void one_that_lacks_something_is_denied_and_the_others_are_answered() throws Exception {
        Map<String, Object> request = new LinkedHashMap<>(without("resource"));
        request.put("evaluations", List.of(Map.of("resource", order()), Map.of()));

        assertThat(client.evaluateAll(request)).containsExactly(true, false);
    }

    @Test
    void without_evaluations_or_with_none_there_is_one_decision() throws Exception {
        for (Map<String, Object> request : List.of(request(), with("evaluations", List.of()))) {
            Map<String, Object> answer =
                    client.send(EVALUATIONS, JSONObject.toJSONString(request)).json();
            assertThat(AuthZenClient.decision(answer)).isTrue();
            assertThat(answer).doesNotContainKey("evaluations");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"execute_all", "deny_on_first_deny", "permit_on_first_permit"})
    void each_semantic_makes_the_evaluations_that_it_should(String semantic) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10; i++) {
            List<Boolean> wanted = new ArrayList<>();
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                wanted.add(random.nextBoolean());
            }
            Map<String, Object> request = new LinkedHashMap<>(with(
                    "evaluations",
                    wanted.stream()
                            .map(permit -> Map.of("action", Map.of("name", permit ? "POST" : "GET")))
                            .toList()));
            request.put("options", Map.of("evaluations_semantic", semantic, "another_option", "value"));
            int before = shop.recorded();

            assertThat(client.evaluateAll(request)).isEqualTo(made(wanted, semantic));
            // that of the gateway's own request, and one for each evaluation that was made
            assertThat(shop.recorded() - before)
                    .isEqualTo(1 + made(wanted, semantic).size());
        }
    }

    private static List<Boolean> made(List<Boolean> wanted, String semantic) {
        int end = switch (semantic) {
            case "deny_on_first_deny" -> wanted.indexOf(false);
            case "permit_on_first_permit" -> wanted.indexOf(true);
            default -> -1;
        };
        return end < 0 ? wanted : wanted.subList(0, end + 1);
    }

    @Test
    void a_semantic_that_is_none_or_more_evaluations_than_are_answered_are_malformed() throws Exception {
        Map<String, Object> request = new LinkedHashMap<>(with("evaluations", List.of(Map.of())));
        request.put("options", Map.of("evaluations_semantic", "first_come"));
        client.send(EVALUATIONS, JSONObject.toJSONString(request)).error(400);
        request.put("options", "x");
        client.send(EVALUATIONS, JSONObject.toJSONString(request)).error(400);

        client.send(EVALUATIONS, JSONObject.toJSONString(with("evaluations", Collections.nCopies(101, Map.of()))))
                .error(400);
        assertThat(client.evaluateAll(with("evaluations", Collections.nCopies(100, Map.of()))))
                .hasSize(100)
                .containsOnly(true);
    }

    @Test
    void the_old_gateway_s_word_is_taken_and_the_new_one_s_is_not() throws Exception {
        Map<String, Object> nightly = Map.of(
                "subject",
                Map.of("type", "identity", "id", "batch", "properties", Map.of("ip_address", "10.30.1.1")),
                "action",
                Map.of("name", "GET"),
                "resource",
                Map.of(
                        "type",
                        "route",
                        "id",
                        "/orders/{id}",
                        "properties",
                        Map.of("hostname", "orders.shop.example", "path", "/orders/42")));

        assertThat(shop.client("old-gateway").evaluate(nightly)).isTrue();
        assertThat(client.evaluate(nightly)).isFalse();
        assertThat(shop.reason()).contains(Reason.TOKEN_MISSING);
    }

    /** Random calls, told by a gateway and seen by a proxy: one answer, for one reason. */
    @Test
    void a_call_is_answered_as_forward_auth_answers_it() throws Exception {
        SplittableRandom random = new SplittableRandom(20_261_128);
        List<String> tokens = new ArrayList<>(List.of(
                checkout,
                shop.token("web-bff", "orders-api", "look"),
                shop.token("gateway", "decisions", "ask"),
                checkout.substring(0, checkout.length() - 2),
                "rubbish"));
        int permitted = 0;
        for (int i = 0; i < 600; i++) {
            String method = one(random, "GET", "GET", "POST", "POST", "PUT", "get");
            String path =
                    one(random, "/orders", "/orders/42", "/orders/42?x=1", "/orders/", "/orders/%34", "/a/../orders");
            String host = one(random, "orders.shop.example", "Orders.shop.example:443", "else.example");
            String address = one(random, "10.20.0.7", "10.30.1.1", "2001:db8::1", "::ffff:10.20.0.8");
            String token = tokens.get(random.nextInt(random.nextBoolean() ? 2 : tokens.size()));
            Map<String, Object> question = Map.of(
                    "subject",
                    entity("service", random.nextInt(20) == 0 ? "batch" : "web-bff"),
                    "action",
                    Map.of("name", method),
                    "resource",
                    Map.of("type", "route", "id", "any", "properties", Map.of("host", host, "path", path)),
                    "context",
                    Map.of("token", random.nextBoolean() ? token : "Bearer " + token, "ip_address", address));
            boolean mismatch = ((Map<?, ?>) question.get("subject")).get("id").equals("batch");

            boolean decided = client.evaluate(question);
            String told = String.valueOf(shop.reason());
            boolean passes = shop.passes(
                    method, path, host, Map.of("Authorization", "Bearer " + token, "X-Forwarded-For", address));
            String seen = String.valueOf(shop.reason());

            if (mismatch) {
                assertThat(decided).isFalse();
            } else {
                assertThat(decided).as("%s", question).isEqualTo(passes);
                assertThat(told).as("%s", question).isEqualTo(seen);
            }
            permitted += decided ? 1 : 0;
        }
        assertThat(permitted).isGreaterThan(10);
    }

    private static String one(SplittableRandom random, String... values) {
        return values[random.nextInt(values.length)];
    }
}

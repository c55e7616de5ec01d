package dev.cordon.tests.authzen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import net.minidev.json.JSONObject;
import net.minidev.json.parser.JSONParser;
import net.minidev.json.parser.ParseException;

/**
 * A Policy Enforcement Point that knows the Authorization API 1.0 and nothing else: it finds the endpoints by the
 * metadata, asks, and checks that each answer is one that the standard allows.
 */
final class AuthZenClient {

    private static final Pattern JSON = Pattern.compile("application/json(;.*)?");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI reached;
    private final Map<String, String> headers;
    private final Map<String, Object> metadata;

    /**
     * A client of a decision point.
     *
     * @param reached where a connection is made: TLS is ended in front of what is tested
     * @param identifier the decision point's identifier
     * @param headers what authenticates the client, and what a proxy in front would add
     */
    AuthZenClient(URI reached, String identifier, Map<String, String> headers) throws Exception {
        this.reached = reached;
        this.headers = Map.copyOf(headers);
        HttpResponse<String> found = http.send(
                HttpRequest.newBuilder(reached.resolve("/.well-known/authzen-configuration"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.headers().firstValue("Content-Type").orElseThrow()).matches(JSON);
        metadata = object(found.body());
        // §9.2.3: another identifier must not be used
        assertThat(metadata.get("policy_decision_point")).isEqualTo(identifier);
        assertThat(URI.create(identifier)).hasScheme("https").hasNoQuery().hasNoFragment();
    }

    /** An answer, as it came. */
    record Reply(int status, String type, String body, Map<String, List<String>> headers) {

        Map<String, Object> json() {
            assertThat(status).as(body).isEqualTo(200);
            assertThat(type).matches(JSON);
            return object(body);
        }

        /** §10.1.2: a status that says what is wrong, and an error message. */
        String error(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(body).isNotBlank().doesNotContain("\"decision\"");
            return body;
        }
    }

    /** The decision of one evaluation. */
    boolean evaluate(Map<String, ?> request) throws Exception {
        return decision(send("access_evaluation_endpoint", JSONObject.toJSONString(request))
                .json());
    }

    /** The decisions of several. */
    List<Boolean> evaluateAll(Map<String, ?> request) throws Exception {
        Map<String, Object> answer = send("access_evaluations_endpoint", JSONObject.toJSONString(request))
                .json();
        assertThat(answer.get("evaluations")).isInstanceOf(List.class);
        return ((List<?>) answer.get("evaluations"))
                .stream().map(one -> decision((Map<?, ?>) one)).toList();
    }

    /** §5.5: a boolean, and perhaps an object. */
    static boolean decision(Map<?, ?> answer) {
        assertThat(answer.get("decision")).isInstanceOf(Boolean.class);
        if (answer.containsKey("context")) {
            assertThat(answer.get("context")).isInstanceOf(Map.class);
        }
        return (Boolean) answer.get("decision");
    }

    /** Sends a body to the endpoint of that parameter of the metadata, and demands the request's identifier back. */
    Reply send(String endpoint, String body) throws Exception {
        return send(endpoint, body, Map.of());
    }

    /** The same with other headers; one without a value is left out. */
    Reply send(String endpoint, String body, Map<String, String> changes) throws Exception {
        String id = UUID.randomUUID().toString();
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        all.put("X-Request-ID", id);
        all.putAll(changes);
        HttpRequest.Builder request = HttpRequest.newBuilder(reached.resolve(
                        URI.create((String) metadata.get(endpoint)).getRawPath()))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        HttpResponse<String> answer = send(request.build());
        // §10.1.3: whatever the answer is
        assertThat(answer.headers().firstValue("X-Request-ID").orElse("")).isEqualTo(all.get("X-Request-ID"));
        return new Reply(
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body(),
                answer.headers().map());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String json) {
        try {
            return (Map<String, Object>) new JSONParser(JSONParser.MODE_RFC4627).parse(json);
        } catch (ParseException | ClassCastException e) {
            throw new AssertionError("this is no JSON object: " + json, e);
        }
    }
}

package dev.cordon.aws.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.aws.TestEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvelopeTest {

    @ParameterizedTest
    @EnumSource(EventKind.class)
    void a_sample_of_each_kind_is_read(EventKind kind) throws UnreadableEventException {
        AuthorizerEvent event = read(TestEvents.sample(kind));

        boolean connect = kind == EventKind.WEBSOCKET;
        assertThat(event.kind()).isEqualTo(kind);
        assertThat(event.arn().text()).isEqualTo(TestEvents.STAGE + (connect ? "$connect" : "GET/request"));
        assertThat(event.arn().api()).isEqualTo("abcdef123");
        assertThat(event.arn().stage()).isEqualTo("test");
        assertThat(event.arn().account()).isEqualTo("123456789012");
        assertThat(event.call().method()).isEqualTo("GET");
        assertThat(event.call().path()).isEqualTo(connect ? "/$connect" : "/request");
        assertThat(event.shown().authorization()).contains("Bearer TOKEN");
        assertThat(event.shown().source())
                .isEqualTo(kind == EventKind.REST_TOKEN ? Optional.empty() : Optional.of("192.0.2.1"));
        assertThat(event.shown().certificate()).isEmpty();
    }

    @Test
    void the_certificate_is_where_each_kind_has_it() throws UnreadableEventException {
        String rest = TestEvents.sample(EventKind.REST_REQUEST)
                .replace("\"clientCert\": null", "\"clientCert\": {\"clientCertPem\": \"PEM\"}");
        String http = TestEvents.sample(EventKind.HTTP_2)
                .replace(
                        "\"http\": {",
                        "\"authentication\": {\"clientCert\": {\"clientCertPem\": \"PEM\"}}, \"http\": {");

        assertThat(read(rest).shown().certificate()).contains("PEM");
        assertThat(read(http).shown().certificate()).contains("PEM");
    }

    @Test
    void a_certificate_without_its_text_is_one_that_cannot_be_verified() throws UnreadableEventException {
        String rest = TestEvents.sample(EventKind.REST_REQUEST)
                .replace("\"clientCert\": null", "\"clientCert\": {\"subjectDN\": \"CN=me\"}");

        assertThat(read(rest).shown().certificate()).contains("");
    }

    @ParameterizedTest
    @CsvSource({
        "rest-request, \"path\": \"/request\",            \"path\": \"/v1/request\"",
        "rest-request, \"path\": \"/test/request\",       \"path\": \"/base/request\"",
        "http-1.0,     \"path\": \"/test/request\",       \"path\": \"/request\"",
        "http-2.0,     \"rawPath\": \"/test/request\",    \"rawPath\": \"/request\"",
        "http-2.0,     \"rawPath\": \"/test/request\",    \"rawPath\": \"/base/path/request\"",
        "http-2.0,     GET /request\",                    ANY /{proxy+}\"",
        "http-2.0,     GET /request\",                    $default\"",
        "rest-request, Path\": \"/request\",              Path\": null",
    })
    void stages_base_paths_and_wide_routes_do_not_change_the_path(String kind, String from, String to)
            throws UnreadableEventException {
        String event = sample(kind).replace(from, to);

        assertThat(event).isNotEqualTo(sample(kind));
        assertThat(read(event).call().path()).isEqualTo("/request");
    }

    @ParameterizedTest
    @CsvSource({
        "rest-request, \"path\": \"/request\",          \"path\": \"/other\"",
        "rest-request, \"path\": \"/request\",          \"path\": \"request\"",
        "rest-request, \"path\": \"/request\",          \"path\": \"/request/\"",
        "rest-request, \"path\": \"/request\",          \"path\": \"/xrequest\"",
        "rest-request, \"path\": \"/test/request\",     \"path\": \"/test/other\"",
        "rest-request, \"path\": \"/request\",          \"path\": null",
        "rest-request, \"httpMethod\": \"GET\",         \"httpMethod\": \"PUT\"",
        "rest-request, \"resource\": \"/request\",      \"resource\": \"/other\"",
        "rest-request, \"resource\": \"/request\",      \"resource\": \"/request/{id}\"",
        "rest-request, \"resource\": \"/request\",      \"resource\": 7",
        "rest-request, \"resourcePath\": \"/request\",  \"resourcePath\": \"/other\"",
        "rest-request, \"apiId\": \"abcdef123\",        \"apiId\": \"other\"",
        "rest-request, \"stage\": \"test\",             \"stage\": \"live\"",
        "rest-request, \"accountId\": \"123456789012\", \"accountId\": \"210987654321\"",
        "rest-request, \"sourceIp\": \"192.0.2.1\",     \"sourceIp\": null",
        "rest-request, [\"Bearer TOKEN\"],              [\"Bearer OTHER\"]",
        "rest-request, [\"Bearer TOKEN\"],              [[\"Bearer TOKEN\"]]",
        "rest-request, \"Authorization\": \"Bearer TOKEN\", \"Authorization\": 7",
        "rest-request, \"Accept\": \"*/*\",             \"authorization\": \"Bearer OTHER\"",
        "http-2.0,     \"rawPath\": \"/test/request\",  \"rawPath\": \"/test/other\"",
        "http-2.0,     \"path\": \"/test/request\",     \"path\": \"/test/other\"",
        "http-2.0,     \"method\": \"GET\",             \"method\": \"POST\"",
        "http-2.0,     GET /request\",                  GET /other\"",
        "http-2.0,     GET /request\",                  POST /request\"",
        "http-2.0,     GET /request\",                  nonsense\"",
        "websocket,    \"routeKey\": \"$connect\",      \"routeKey\": \"$default\"",
        "websocket,    \"eventType\": \"CONNECT\",      \"eventType\": \"MESSAGE\"",
        "rest-token,   \"Bearer TOKEN\",                null",
    })
    void what_contradicts_itself_or_lacks_what_counts_is_refused(String kind, String from, String to) {
        String sample = sample(kind);
        String event = sample.replace(from, to);
        assertThat(event).isNotEqualTo(sample);
        Envelope envelope = Envelope.open(event.getBytes(StandardCharsets.UTF_8));

        UnreadableEventException refused = catchThrowableOfType(UnreadableEventException.class, envelope::read);

        assertThat(refused).isNotNull();
        assertThat(refused.why()).doesNotContain("TOKEN", "OTHER").doesNotContain("\n");
        assertThat(envelope.arn()).as("it can still be denied by name").isPresent();
    }

    @Test
    void two_route_keys_or_two_values_of_the_header_are_refused() {
        String keys = TestEvents.sample(EventKind.HTTP_2).replaceFirst("GET /request", "ANY /request");
        String values = TestEvents.sample(EventKind.REST_REQUEST)
                .replace("[\"Bearer TOKEN\"]", "[\"Bearer TOKEN\", \"Bearer OTHER\"]");

        assertThat(catchThrowableOfType(UnreadableEventException.class, () -> read(keys)))
                .isNotNull();
        assertThat(catchThrowableOfType(UnreadableEventException.class, () -> read(values)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"type\":\"TOKEN\"}",
                "{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:s3:::bucket\"}",
                "{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:us-east-1:123456789012:a/*/GET/\"}",
                "{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:us-east-1:123456789012:a/b/GET\"}",
                "{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:us-east-1:123456789012:a/b/$connect/x\"}",
                "{\"type\":\"TOKEN\",\"methodArn\":\"arn:aws:execute-api:us-east-1:1:a/b/GET/\"}"
            })
    void what_names_no_call_has_neither_kind_nor_arn(String text) {
        Envelope envelope = Envelope.open(text.getBytes(StandardCharsets.UTF_8));

        assertThat(envelope.kind()).isEmpty();
        assertThat(envelope.arn()).isEmpty();
        assertThat(catchThrowableOfType(UnreadableEventException.class, envelope::read))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http-2.0,     \"version\": \"2.0\", \"version\": \"3.0\"",
        "http-2.0,     \"version\": \"2.0\", \"version\": 2",
        "http-1.0,     \"version\": \"1.0\", \"version\": \"2.0\"",
        "http-2.0,     \"version\": \"2.0\", \"version\": \"1.0\"",
        "http-2.0,     \"version\": \"2.0\", \"x\": \"2.0\"",
        "http-2.0,     \"type\": \"REQUEST\", \"type\": \"TOKEN\"",
        "rest-token,   \"type\": \"TOKEN\", \"type\": \"SOMETHING\"",
        "websocket,    \"type\": \"REQUEST\", \"type\": \"TOKEN\"",
        "websocket,    \"type\": \"REQUEST\", \"version\": \"1.0\"",
    })
    void an_unknown_version_or_type_has_no_kind_but_can_be_denied_by_name(String kind, String from, String to) {
        Envelope envelope = Envelope.open(sample(kind).replace(from, to).getBytes(StandardCharsets.UTF_8));

        assertThat(envelope.kind()).isEmpty();
        assertThat(envelope.arn()).isPresent();
    }

    @Test
    void two_names_of_what_is_called_are_none() {
        String both = TestEvents.sample(EventKind.HTTP_2)
                .replace("\"routeArn\"", "\"methodArn\": \"" + TestEvents.STAGE + "GET/other\", \"routeArn\"");

        assertThat(Envelope.open(both.getBytes(StandardCharsets.UTF_8)).arn()).isEmpty();
    }

    @Test
    void huge_truncated_and_repeating_events_are_refused() {
        byte[] sample = TestEvents.sample(EventKind.REST_REQUEST).getBytes(StandardCharsets.UTF_8);
        byte[] huge = Arrays.copyOf(sample, Envelope.LARGEST + 1);
        Arrays.fill(huge, sample.length, huge.length, (byte) ' ');
        String twice = "{\"type\":\"TOKEN\",\"type\":\"TOKEN\"}";

        assertThat(Envelope.open(huge).kind()).isEmpty();
        assertThat(Envelope.open(Arrays.copyOf(huge, Envelope.LARGEST)).kind()).isPresent();
        assertThat(Envelope.open(Arrays.copyOf(sample, sample.length - 2)).kind())
                .isEmpty();
        assertThat(Envelope.open(twice.getBytes(StandardCharsets.UTF_8)).kind()).isEmpty();
        assertThat(Envelope.open(new byte[] {'{', (byte) 0xC0, (byte) 0xAF, '}'})
                        .kind())
                .isEmpty();
    }

    @Test
    void a_number_with_a_fraction_that_nobody_asks_for_does_no_harm() throws UnreadableEventException {
        String event = TestEvents.sample(EventKind.HTTP_2).replace("1583348638390", "1583348638.390e0");

        assertThat(read(event).kind()).isEqualTo(EventKind.HTTP_2);
    }

    @ParameterizedTest
    @CsvSource({
        // what REST APIs keep encoded, with an ARN of either spelling
        "rest-request, /caf%C3%A9,  /café,      /caf%C3%A9",
        "rest-request, /caf%C3%A9,  /caf%C3%A9, /caf%C3%A9",
        // what HTTP APIs decode
        "http-1.0,     /café,       /café,      /caf%C3%A9",
        "http-1.0,     /café,       /caf%C3%A9, /caf%C3%A9",
        "http-1.0,     /a b,        /a b,       /a%20b",
        "http-1.0,     /a#b,        /a#b,       /a%23b",
        "http-1.0,     /50%,        /50%,       /50%25",
        "http-1.0,     /50%25,      /50%25,     /50%25",
    })
    void encoded_paths_arrive_encoded(String kind, String path, String inArn, String expected)
            throws UnreadableEventException {
        String event = sample(kind)
                .replace("GET/request", "GET" + inArn)
                .replace("/test/request", "/test" + path)
                .replace("\"path\": \"/request\"", "\"path\": \"" + path + "\"")
                .replace("\"/request\"", "\"/{proxy+}\"");

        assertThat(read(event).call().path()).isEqualTo(expected);
    }

    @Test
    void an_encoded_slash_is_not_taken_for_two_segments() {
        String event = TestEvents.sample(EventKind.REST_REQUEST)
                .replace("GET/request", "GET/a/b")
                .replace("\"path\": \"/request\"", "\"path\": \"/a%2Fb\"")
                .replace("\"/request\"", "\"/{proxy+}\"")
                .replace("/test/request", "/test/a%2Fb");

        assertThat(catchThrowableOfType(UnreadableEventException.class, () -> read(event)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/test", "/test/", "/base/path"})
    void the_root_is_the_root_behind_any_stage_or_base_path(String path) throws UnreadableEventException {
        String event = TestEvents.sample(EventKind.HTTP_2)
                .replace("GET/request", "GET/")
                .replace("/test/request", path)
                .replace("GET /request", "GET /");

        assertThat(read(event).call().path()).isEqualTo("/");
    }

    @Test
    void a_resource_means_itself_only_without_wildcards_and_variables() {
        assertThat(arn("GET/a").isExactResource()).isTrue();
        assertThat(arn("GET/a*").isExactResource()).isFalse();
        assertThat(arn("GET/a?").isExactResource()).isFalse();
        assertThat(arn("GET/${aws:username}").isExactResource()).isFalse();
        assertThat(arn("GET/" + "a".repeat(600)).isExactResource()).isFalse();
        assertThat(arn("$connect").isExactResource()).isTrue();
    }

    private static ExecuteArn arn(String rest) {
        return ExecuteArn.parse(TestEvents.STAGE + rest).orElseThrow();
    }

    private static String sample(String kind) {
        return TestEvents.sample(EventKind.of(kind).orElseThrow());
    }

    private static AuthorizerEvent read(String event) throws UnreadableEventException {
        return Envelope.open(event.getBytes(StandardCharsets.UTF_8)).read();
    }
}

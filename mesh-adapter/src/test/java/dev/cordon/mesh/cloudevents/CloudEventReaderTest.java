package dev.cordon.mesh.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.mesh.cloudevents.CloudEventReader.Read;
import dev.cordon.policy.Environment;
import dev.cordon.policy.ServiceName;
import dev.cordon.registry.ServiceEvent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudEventReaderTest {

    private static final String STRUCTURED = "application/cloudevents+json";
    private static final String SOUND = "{\"specversion\":\"1.0\",\"type\":\"dev.cordon.service.deployed.v1\","
            + "\"source\":\"https://ci.example/shop\",\"id\":\"run-7\",\"subject\":\"web-bff\","
            + "\"time\":\"2026-11-20T08:00:00Z\",\"datacontenttype\":\"application/json\","
            + "\"data\":{\"environment\":\"production\",\"revisions\":[\"42\"]}}";
    private static final String DATA = "{\"environment\":\"production\",\"revisions\":[\"42\"]}";
    private static final ServiceEvent DEPLOYED = new ServiceEvent(
            ServiceEvent.Kind.DEPLOYED,
            new ServiceName("web-bff"),
            new Environment("production"),
            ServiceEvent.Details.running("42"),
            new ServiceEvent.Origin("https://ci.example/shop", "run-7", Instant.parse("2026-11-20T08:00:00Z")));

    private static Read read(HttpHeaders headers, String body) throws CloudEventRefusedException {
        return CloudEventReader.read(headers, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Read structured(String body) throws CloudEventRefusedException {
        return read(new DefaultHttpHeaders().set("Content-Type", STRUCTURED), body);
    }

    private static HttpHeaders binary() {
        return new DefaultHttpHeaders()
                .set("Content-Type", "application/json")
                .set("ce-specversion", "1.0")
                .set("ce-type", "dev.cordon.service.deployed.v1")
                .set("ce-source", "https://ci.example/shop")
                .set("ce-id", "run-7")
                .set("ce-subject", "web-bff")
                .set("ce-time", "2026-11-20T08:00:00Z");
    }

    private static void assertRefused(HttpHeaders headers, String body, String why) {
        assertThatThrownBy(() -> read(headers, body))
                .isInstanceOf(CloudEventRefusedException.class)
                .hasMessageContaining(why);
    }

    private static void assertRefused(String body, String why) {
        assertRefused(new DefaultHttpHeaders().set("Content-Type", STRUCTURED), body, why);
    }

    @Test
    void both_modes_tell_the_same() throws Exception {
        assertThat(structured(SOUND)).isEqualTo(new Read.OfService(DEPLOYED));
        assertThat(read(binary(), DATA)).isEqualTo(new Read.OfService(DEPLOYED));
    }

    @ParameterizedTest
    @EnumSource(ServiceEvent.Kind.class)
    void every_kind_has_its_type(ServiceEvent.Kind kind) throws Exception {
        HttpHeaders headers = binary().set("ce-type", "dev.cordon.service." + kind + ".v1");

        assertThat(((Read.OfService) read(headers, "{\"environment\":\"production\"}"))
                        .event()
                        .kind())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.example.built",
                "dev.cordon.service.deployed.v2",
                "dev.cordon.service.DEPLOYED.v1",
                "dev.cordon.service.v1",
                "dev.cordon.service..v1",
                "dev.cordon.service.moved.v1"
            })
    void other_types_are_no_concern_of_this_server_whatever_they_hold(String type) throws Exception {
        String foreign = "{\"specversion\":\"1.0\",\"type\":\"" + type
                + "\",\"source\":\"x\",\"id\":\"1\",\"data\":{\"load\":0.5},\"data_base64\":7}";

        assertThat(structured(foreign)).isEqualTo(new Read.OfUnknownType(type));
        HttpHeaders headers = new DefaultHttpHeaders()
                .set("Content-Type", "text/plain; charset=iso-8859-1")
                .set("ce-specversion", "1.0")
                .set("ce-type", type)
                .set("ce-source", "x")
                .set("ce-id", "1");
        assertThat(read(headers, "\u00e9")).isEqualTo(new Read.OfUnknownType(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/cloudevents+json; charset=UTF-8", "Application/CloudEvents+JSON;charset=\"utf-8\""})
    void utf_8_may_be_named(String type) throws Exception {
        assertThat(read(new DefaultHttpHeaders().set("Content-Type", type), SOUND))
                .isEqualTo(new Read.OfService(DEPLOYED));
        assertThat(read(binary().set("Content-Type", type.replaceAll("(?i)cloudevents\\+", "")), DATA))
                .isEqualTo(new Read.OfService(DEPLOYED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/cloudevents-batch+json|batches are not taken",
                "application/cloudevents+xml|a structured event is `application/cloudevents+json`",
                "application/cloudevents|a structured event is",
                "application/cloudevents+json; charset=iso-8859-1|JSON is sent in UTF-8",
                "application/cloudevents+json; charset=utf-8; x=y|JSON is sent in UTF-8",
                "application/json|this is no CloudEvent",
                "text/plain|this is no CloudEvent"
            })
    void other_content_types_are_refused(String type, String why) {
        assertRefused(new DefaultHttpHeaders().set("Content-Type", type), SOUND, why);
    }

    @Test
    void a_content_type_counts_once() {
        assertRefused(
                new DefaultHttpHeaders().add("Content-Type", STRUCTURED).add("Content-Type", STRUCTURED),
                SOUND,
                "more than once");
        assertRefused(new DefaultHttpHeaders(), SOUND, "this is no CloudEvent");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"specversion\":\"1.0\",||`specversion` is missing",
                "\"1.0\"|\"1.1\"|`specversion` must be `1.0`",
                "\"1.0\"|1.0|`specversion` is missing",
                "\"1.0\"|true|`specversion` must be a string",
                "\"id\":\"run-7\",||`id` is missing",
                "\"run-7\"|\"\"|`id` is missing",
                "\"run-7\"|\"caf\u00e9\"|an event's id has 1 to 256 characters",
                "https://ci.example/shop||`source` is missing",
                "\"type\"|\"typo\"|`type` is missing",
                "\"subject\":\"web-bff\",||`subject` is missing: name the service",
                "web-bff|Web BFF|`Web BFF` is no service name",
                "\"time\":\"2026-11-20T08:00:00Z\",||`time` is missing",
                "2026-11-20T08:00:00Z|2026-11-20T08:00Z|`time` must be a time as RFC 3339",
                "2026-11-20T08:00:00Z|2026-11-20T08:00:00|`time` must be a time as RFC 3339",
                "2026-11-20T08:00:00Z|2026-13-20T08:00:00Z|`time` must be a time as RFC 3339",
                "2026-11-20T08:00:00Z|1969-12-31T23:59:59Z|`time` must be a time as RFC 3339",
                "2026-11-20T08:00:00Z|+12026-11-20T08:00:00Z|`time` must be a time as RFC 3339",
                "application/json|text/plain|data of type `application/json`",
                "\"environment\":\"production\",||`environment` of the data is missing",
                "\"production\"|7|`environment` of the data must be a string",
                "\"42\"|42|`revisions` must be an array of at most 1000 strings",
                "[\"42\"]|\"42\"|`revisions` must be an array",
                "\"revisions\"|\"revision\"|member `revision` of the data is none",
                "\"data\":|\"data_base64\":\"e30=\",\"data\":|not in `data_base64`",
                "\"data\":|\"extra\":|the data of an event of a service are a JSON object",
                "\"id\":|\"id\":\"run-6\",\"id\":|member `id` is repeated",
                "\"revisions\":|\"revisions\":[\"41\"],\"revisions\":|member `revisions` is repeated",
                "}}|}|the event is no JSON that is taken"
            })
    void an_event_that_is_not_as_it_must_be_is_refused_and_told_why(String from, String to, String why) {
        assertThat(SOUND).contains(from);
        assertRefused(SOUND.replace(from, to == null ? "" : to), why);
    }

    @Test
    void what_is_no_object_is_refused() {
        assertRefused("[]", "an event is a JSON object");
        assertRefused("", "it is empty");
    }

    @Test
    void times_have_offsets_and_fractions() throws Exception {
        ServiceEvent event =
                ((Read.OfService) structured(SOUND.replace("08:00:00Z", "09:30:00.000000001+01:30"))).event();

        assertThat(event.origin().occurredAt()).isEqualTo("2026-11-20T08:00:00.000000001Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "https://ci.example/shop%3Fa%25b|https://ci.example/shop?a%b",
                "a%20%22b%22|a \"b\"",
                "\"a b\"|a b",
                "\"a \\\"b\\\\\"|a \"b\\",
                "%63i|ci"
            })
    void headers_are_decoded_once(String header, String source) throws Exception {
        ServiceEvent event = ((Read.OfService) read(binary().set("ce-source", header), DATA)).event();

        assertThat(event.origin().source()).isEqualTo(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "a%2",
                "%zz",
                "%2g",
                "%g2",
                "%g0%90%80%80",
                "a\u0141",
                "a\tb",
                "%C3%28",
                "%ED%A0%80",
                "caf\u00e9",
                "\"",
                "\"a",
                "\"a\\\"",
                "\"a\"b\"",
                "a\"b\""
            })
    void headers_with_two_readings_are_refused(String header) {
        assertRefused(binary().set("ce-source", header), DATA, "header `ce-source` is not as CloudEvents encode it");
    }

    @Test
    void a_header_counts_once_and_contradicts_no_event() throws Exception {
        assertRefused(binary().add("ce-subject", "orders-api"), DATA, "header `ce-subject` is there more than once");
        assertRefused(
                binary().set("Content-Type", STRUCTURED).set("ce-subject", "orders-api"),
                SOUND,
                "header `ce-subject` contradicts the event");
        assertThat(read(binary().set("Content-Type", STRUCTURED), SOUND)).isEqualTo(new Read.OfService(DEPLOYED));
    }

    @Test
    void the_data_of_a_binary_event_are_json_in_utf_8() {
        assertRefused(binary().remove("Content-Type"), DATA, "data of type `application/json`");
        assertRefused(binary().set("Content-Type", "text/json"), DATA, "data of type `application/json`");
        assertRefused(binary().set("Content-Type", "application/json; charset=utf-16"), DATA, "JSON is sent in UTF-8");
        assertRefused(binary(), "", "the data are no JSON that is taken");
        assertRefused(binary(), "[]", "a JSON object with `environment`");
    }
}

package dev.cordon.mesh.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.fuzz.MeteredReader;
import dev.cordon.fuzz.Mutator;
import dev.cordon.mesh.cloudevents.CloudEventReader.Read;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nearly sound CloudEvents are events of services, events of other types or refused in one line. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NearlySoundCloudEventsTest {

    private static final boolean FULL = Boolean.getBoolean("cordon.full");
    private static final long SEED = Long.getLong("cordon.seed", 20_261_203L);
    private static final long BYTES_PER_CHARACTER = 2_000;

    /** Headers, an empty line, the body. */
    private static final List<String> SOUND = List.of("""
            content-type: application/cloudevents+json; charset=utf-8

            {"specversion":"1.0","type":"dev.cordon.service.deployed.v1","source":"https://ci.example/shop",
            "id":"run-7","subject":"web-bff","time":"2026-11-20T08:00:00.5+01:00",
            "datacontenttype":"application/json","data":{"environment":"production","revisions":["42"]}}""", """
            content-type: application/json
            ce-specversion: 1.0
            ce-type: dev.cordon.service.rolled-back.v1
            ce-source: https://ci.example/shop%20a
            ce-id: "run 7"
            ce-subject: web-bff
            ce-time: 2026-11-20T08:00:00Z

            {"environment":"production"}""", """
            content-type: application/cloudevents+json
            ce-type: dev.cordon.service.retired.v1

            {"specversion":"1.0","type":"dev.cordon.service.retired.v1","source":"ci","id":"8",
            "subject":"web-bff","time":"2026-11-20T08:00:00Z","data":{"environment":"production"}}""", """
            content-type: text/plain
            ce-specversion: 1.0
            ce-type: com.example.built
            ce-source: /b
            ce-id: 1

            x""");

    private static final List<String> PIECES = List.of(
            "\n",
            "\n\n",
            "ce-",
            "ce-type: ",
            "ce-id: ",
            "ce-time: ",
            "content-type: ",
            "application/",
            "cloudevents",
            "+json",
            "-batch",
            "; charset=utf-8",
            ";",
            "%",
            "%C3%A9",
            "%C3",
            "%00",
            "%0A",
            "%25",
            "\\",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "1.0",
            "\"data\":",
            "\"data_base64\":",
            "\"id\":",
            "\"revisions\":",
            "dev.cordon.service.",
            ".v1",
            "\\ud800",
            "9999-12-31T23:59:59-23:59",
            "0000-01-01T00:00:00+23:59",
            "2026-02-30T08:00:60Z");

    @Test
    void a_nearly_sound_event_is_read_or_refused() {
        Mutator events = new Mutator(SEED, SOUND, PIECES);
        MeteredReader<String> reader = new MeteredReader<>(BYTES_PER_CHARACTER, NearlySoundCloudEventsTest::read);
        Set<String> outcomes = new TreeSet<>();
        for (int i = 0; i < (FULL ? 2_000_000 : 60_000); i++) {
            outcomes.add(reader.read(events.next()));
        }
        assertThat(outcomes).as("seed %d", SEED).containsExactlyInAnyOrder("OfService", "OfUnknownType", "refused");
    }

    private static String read(String text) {
        int end = text.indexOf("\n\n");
        HttpHeaders headers =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        for (String line : text.substring(0, Math.max(0, end)).split("\n", -1)) {
            int colon = line.indexOf(": ");
            headers.add(colon < 0 ? line : line.substring(0, colon), colon < 0 ? "" : line.substring(colon + 2));
        }
        try {
            Read read = CloudEventReader.read(
                    headers, text.substring(end < 0 ? 0 : end + 2).getBytes(StandardCharsets.UTF_8));
            return read.getClass().getSimpleName();
        } catch (CloudEventRefusedException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return "refused";
        }
    }
}

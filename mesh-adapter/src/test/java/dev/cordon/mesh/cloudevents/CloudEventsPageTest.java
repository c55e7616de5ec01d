package dev.cordon.mesh.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.mesh.EventMeter;
import dev.cordon.mesh.cloudevents.CloudEventReader.Read;
import dev.cordon.registry.ServiceEvent;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's events are read as it says. */
final class CloudEventsPageTest {

    private static final Pattern REQUEST =
            Pattern.compile("```http\nPOST /admin/v1/events\n((?:[A-Za-z-]+: .+\n)+)\n(\\{.*})\n```\n");

    private static String page(String name) throws Exception {
        return Files.readString(Path.of(System.getProperty("cordon.root"), "docs", name));
    }

    @Test
    void both_modes_of_the_page_tell_the_same_deploy() throws Exception {
        String page = page("lifecycle.md");
        Matcher requests = REQUEST.matcher(page);
        List<Read> events = new ArrayList<>();
        while (requests.find()) {
            HttpHeaders headers = new DefaultHttpHeaders();
            requests.group(1).lines().forEach(line -> {
                int colon = line.indexOf(": ");
                headers.add(line.substring(0, colon), line.substring(colon + 2));
            });
            events.add(CloudEventReader.read(headers, requests.group(2).getBytes(StandardCharsets.UTF_8)));
        }

        assertThat(events).hasSize(2).hasSize(page.split("```http\n", -1).length - 1);
        assertThat(events.get(0)).isEqualTo(events.get(1)).isInstanceOfSatisfying(Read.OfService.class, one -> {
            assertThat(one.event().kind()).isEqualTo(ServiceEvent.Kind.DEPLOYED);
            assertThat(one.event().details().revisions()).contains("42");
        });
    }

    @Test
    void the_pages_name_every_kind_and_every_outcome() throws Exception {
        assertThat(ServiceEvent.Kind.values())
                .allSatisfy(kind -> assertThat(page("lifecycle.md")).contains("`" + kind + "`"));
        assertThat(EventMeter.Outcome.values())
                .allSatisfy(outcome -> assertThat(page("lifecycle.md")).contains("`" + outcome + "`"));
    }
}

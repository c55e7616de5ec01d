package dev.cordon.mesh.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.rotation.CredentialNewsUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCredentialNewsTest {

    private static final CredentialNews.Change CHANGE =
            new CredentialNews.Change(new ServiceName("web-bff"), 7, CredentialNews.Kind.CURRENT);

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final List<String> headers = new CopyOnWriteArrayList<>();
    private volatile int status = 202;
    private long ticks;
    private HttpServer receiver;

    @BeforeEach
    void receive() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            headers.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            if (status == 302) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    private CredentialNews news() {
        return new HttpCredentialNews(
                URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/events?of=shop"),
                "https://tokens.shop.example",
                Optional.of("a-secret"),
                () -> Instant.parse("2026-11-29T12:00:00Z"),
                () -> ticks);
    }

    @Test
    void a_change_is_a_cloud_event_that_is_the_same_each_time() throws Exception {
        CredentialNews news = news();
        news.tell(CHANGE);
        news.tell(CHANGE);

        assertThat(posted)
                .hasSize(2)
                .containsOnly("{\"data\":{\"generation\":7},\"datacontenttype\":\"application/json\","
                        + "\"id\":\"web-bff/7/current\",\"source\":\"https://tokens.shop.example\","
                        + "\"specversion\":\"1.0\",\"subject\":\"web-bff\",\"time\":\"2026-11-29T12:00:00Z\","
                        + "\"type\":\"dev.cordon.credential.current.v1\"}");
        assertThat(headers)
                .containsOnly("POST /events?of=shop application/cloudevents+json; charset=UTF-8 Bearer a-secret");
    }

    @Test
    void only_an_answer_that_takes_it_counts_and_no_redirect_is_followed() {
        for (int other : new int[] {302, 400, 401, 404, 500, 503}) {
            status = other;
            assertThatThrownBy(() -> news().tell(CHANGE))
                    .isInstanceOf(CredentialNewsUnavailableException.class)
                    .hasMessageContaining("answered with status " + other)
                    .hasMessageNotContaining("a-secret")
                    .hasMessageNotContaining("of=shop");
        }
        assertThat(headers).hasSize(6).noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void one_that_does_not_answer_is_left_alone_for_a_moment() throws Exception {
        CredentialNews news = news();
        int port = receiver.getAddress().getPort();
        receiver.stop(0);
        assertThatThrownBy(() -> news.tell(CHANGE)).hasMessageContaining("does not answer");
        assertThatThrownBy(() -> news.tell(CHANGE)).hasMessageContaining("did not answer a moment ago");

        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        receiver.createContext("/", exchange -> {
            posted.add("there");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        assertThatThrownBy(() -> news.tell(CHANGE)).hasMessageContaining("did not answer a moment ago");
        ticks += 10_000_000_000L;
        news.tell(CHANGE);
        assertThat(posted).containsExactly("there");
    }

    @Test
    void secrets_of_receivers_are_not_sent_in_clear_over_the_network() {
        for (String bad : List.of(
                "http://events.shop.example/",
                "ftp://127.0.0.1/",
                "https://user:pw@a.example/",
                "https://a.example:70000/",
                "events",
                "https:/a")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> new HttpCredentialNews(
                            URI.create(bad), "https://a.example", Optional.empty(), Instant::now, System::nanoTime));
        }
        for (String bad : List.of("a\nb", "", "a b", "caf\u00e9")) {
            assertThatIllegalArgumentException()
                    .as(bad)
                    .isThrownBy(() -> new HttpCredentialNews(
                            URI.create("https://a.example"),
                            "https://a.example",
                            Optional.of(bad),
                            Instant::now,
                            System::nanoTime))
                    .withMessage("a bearer token is one word of printable ASCII");
        }
    }
}

package dev.cordon.mesh.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.policy.ServiceName;
import dev.cordon.rotation.CredentialNews;
import dev.cordon.rotation.CredentialNewsUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A receiver that takes connections and says nothing. */
class SilentReceiverTest {

    private static final CredentialNews.Change CHANGE =
            new CredentialNews.Change(new ServiceName("web-bff"), 7, CredentialNews.Kind.CURRENT);

    private ServerSocket receiver;
    private long ticks;

    @BeforeEach
    void listen() throws IOException {
        receiver = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
    }

    private CredentialNews news() {
        return new HttpCredentialNews(
                URI.create("http://127.0.0.1:" + receiver.getLocalPort() + "/"),
                "https://tokens.shop.example",
                Optional.empty(),
                () -> Instant.parse("2026-11-29T12:00:00Z"),
                () -> ticks);
    }

    private static void fails(CredentialNews news, String how) {
        assertThatThrownBy(() -> news.tell(CHANGE))
                .isInstanceOf(CredentialNewsUnavailableException.class)
                .hasMessageContaining(how);
    }

    @Test
    @Timeout(30)
    void nor_is_one_waited_for_that_begins_its_answer_and_does_not_end_it() throws Exception {
        Thread beginning = new Thread(() -> {
            try (Socket asked = receiver.accept()) {
                int unused = asked.getInputStream().read(new byte[4096]);
                asked.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx".getBytes(StandardCharsets.US_ASCII));
                while (asked.getInputStream().read() >= 0) {
                    // until it is hung up on
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        beginning.start();

        fails(news(), "does not answer");
        beginning.join();
    }

    @Test
    void whoever_is_to_stop_stops_and_does_not_forget_it() {
        CredentialNews news = news();
        Thread.currentThread().interrupt();

        fails(news, "was not waited for");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void ticks_may_begin_and_turn_over_anywhere() throws IOException {
        stop();
        ticks = Long.MIN_VALUE + 1;
        fails(news(), "does not answer");

        ticks = Long.MAX_VALUE - 1;
        CredentialNews news = news();
        fails(news, "does not answer");
        fails(news, "did not answer a moment ago");
    }
}

package dev.cordon.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.InMemoryDecisionSink;
import dev.cordon.certificate.Certificates;
import dev.cordon.certificate.ClientTrust;
import dev.cordon.decision.Moment;
import dev.cordon.decision.Snapshot;
import dev.cordon.decision.SnapshotSource;
import dev.cordon.gate.ShopPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one client does must not be felt by another: every honest question gets its right answer. */
final class HostileClientsTest {

    private static final int QUESTIONS = 300;

    private final InMemoryDecisionSink sink = new InMemoryDecisionSink();
    private ForwardAuthServer server;

    @BeforeEach
    void start() throws IOException {
        MeshConfig config =
                MeshConfig.defaults().listeningOn("127.0.0.1", 0).withClients(ClientTrust.of(Certificates.pem("root")));
        server = ForwardAuthServer.start(
                config,
                new ForwardAuthServer.Parts(
                        new Fresh(), sink, notice -> {}, () -> new Moment(Certificates.VALID, System.nanoTime())));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void hundreds_of_clients_that_never_finish_their_question() throws Exception {
        List<Wire> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Wire wire = Wire.to(server);
                slow.add(wire);
                wire.send(question("GET").substring(0, 1 + i % 90));
            }
            assertThatHonestQuestionsAreAnswered();
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void a_client_that_asks_on_and_on_and_reads_no_answer() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Wire deaf = Wire.to(server);
        try {
            thread.execute(() -> flood(deaf, ended));
            assertThatHonestQuestionsAreAnswered();
        } finally {
            ended.set(true);
            deaf.close();
            thread.shutdown();
        }
    }

    private static void flood(Wire deaf, AtomicBoolean ended) {
        String many = question("PUT").repeat(20);
        try {
            while (!ended.get()) {
                deaf.send(many);
            }
        } catch (IOException e) {
            // the end of the connection is the end of the flood
        }
    }

    @Test
    void clients_that_send_rubbish() throws Exception {
        long seed = 29L;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            try (Wire wire = Wire.to(server)) {
                wire.send(rubbish(random));
            } catch (IOException e) {
                // the server may close while we send
            }
            if (i % 20 == 0) {
                assertThat(Wire.ask(server, question("GET")))
                        .as("seed %d, round %d", seed, i)
                        .startsWith("HTTP/1.1 204 ");
            }
        }
        assertThatHonestQuestionsAreAnswered();
    }

    private static String rubbish(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> "\0".repeat(1 + random.nextInt(5000));
            case 1 -> question("GET").replace("\r\n", "\n").replace("HTTP/1.1", "HTTP/9.9");
            case 2 -> "GET /authorize HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\nFFFFFFFFF\r\n";
            case 3 -> "GET /authorize HTTP/1.1\r\n" + "X-A: b\r\n".repeat(20_000);
            case 4 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
            default -> {
                StringBuilder text = new StringBuilder(question("GET"));
                for (int i = 0; i < 5; i++) {
                    text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
                }
                yield text.toString();
            }
        };
    }

    private void assertThatHonestQuestionsAreAnswered() throws IOException {
        try (Wire honest = Wire.to(server)) {
            for (int i = 0; i < QUESTIONS; i++) {
                honest.send(question("GET"));
                assertThat(honest.answer()).startsWith("HTTP/1.1 204 ");
                honest.send(question("PUT"));
                assertThat(honest.answer()).startsWith("HTTP/1.1 403 ");
            }
        }
    }

    private static String question(String method) {
        return "GET /authorize HTTP/1.1\r\nX-Original-Method: " + method
                + "\r\nX-Original-URI: /charges/1\r\nX-Original-Host: payments.shop.example\r\n"
                + "X-Forwarded-For: 10.20.0.7\r\nX-Client-Verify: SUCCESS\r\nX-Client-Cert: "
                + Escaped.certificate("orders") + "\r\n\r\n";
    }

    /** The shop's policy, as fresh as the last refresh. */
    private static final class Fresh implements SnapshotSource {

        private volatile Optional<Snapshot> current = Optional.empty();

        @Override
        public Optional<Snapshot> current() {
            return current;
        }

        @Override
        public void refresh() {
            current = Optional.of(ShopPolicy.snapshot(System.nanoTime()));
        }
    }
}

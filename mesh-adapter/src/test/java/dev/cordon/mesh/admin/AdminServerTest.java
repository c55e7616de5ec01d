package dev.cordon.mesh.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cordon.document.Json;
import dev.cordon.mesh.admin.AdminAnswer.Status;
import dev.cordon.mesh.store.EmbeddedStore;
import dev.cordon.policy.ServiceName;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AdminServerTest {

    private static final AdminRequest LIST =
            new AdminRequest("credentials/list", Json.object().build());
    private static final AdminRequest ADD = new AdminRequest(
            "credentials/add",
            Json.object()
                    .put("service", "orders-api")
                    .put("owner", "team")
                    .put("proof", "secret")
                    .build());

    @TempDir
    Path folder;

    private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
    private Path file;
    private Path socket;

    @BeforeEach
    void name() {
        file = folder.resolve("store");
        socket = AdminServer.socketOf(file);
    }

    private AdminServer start(EmbeddedStore store) throws IOException {
        return AdminServer.start(store, AdminStores.SETTINGS, socket, notices::add);
    }

    private Administration administration() throws Exception {
        return Administration.of(file, Optional.of(AdminStores.key()), AdminStores.SETTINGS);
    }

    private AdminAnswer ask(AdminRequest request) throws Exception {
        try (Administration administration = administration()) {
            return administration.ask(request);
        }
    }

    @Test
    void the_same_is_answered_whether_the_service_runs_or_not() throws Exception {
        AdminStores.open(file).close();
        assertThat(ask(ADD).status()).isEqualTo(Status.DONE);
        String stopped = ask(LIST).reveal().toCanonical();
        try (EmbeddedStore store = AdminStores.open(file);
                AdminServer server = start(store)) {
            assertThat(server).isNotNull();
            assertThat(ask(LIST).reveal().toCanonical()).isEqualTo(stopped).contains("orders-api");
            assertThat(ask(ADD).reveal().find("secret")).isPresent();
            assertThat(store.credentials().of(new ServiceName("orders-api"))).hasSize(2);
            assertThat(ask(new AdminRequest("keys/replace", Json.object().build()))
                            .message())
                    .isEqualTo("argument `issuer` is missing");
        }
        assertThat(ask(LIST).reveal().toCanonical()).contains("\"generation\":1");
    }

    @Test
    void changes_are_told_without_secrets_and_questions_are_not() throws Exception {
        try (EmbeddedStore store = AdminStores.open(file);
                AdminServer server = start(store)) {
            assertThat(server).isNotNull();
            ask(LIST);
            ask(ADD);
            ask(new AdminRequest(
                    "credentials/revoke",
                    Json.object().put("service", "acme").put("generation", 0).build()));
        }
        assertThat(notices)
                .containsExactly(
                        "administration: `credentials/add`: done",
                        "administration: `credentials/revoke`: service `acme` has no credential of generation `0`:"
                                + " list them");
    }

    @Test
    void the_socket_is_for_its_owner_alone_and_goes_with_the_service() throws Exception {
        try (EmbeddedStore store = AdminStores.open(file);
                AdminServer server = start(store)) {
            assertThat(server).isNotNull();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(one -> one.getFileName().toString())).containsExactlyInAnyOrder("store", "store.lock");
        }
    }

    @Test
    void a_socket_that_a_killed_process_left_is_replaced() throws Exception {
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        try (EmbeddedStore store = AdminStores.open(file)) {
            assertThatThrownBy(() -> ask(LIST))
                    .isInstanceOf(AdminUnreachableException.class)
                    .hasMessage("`" + file + "` is in use by another process, and nobody listens at `" + socket + "`");
            try (AdminServer server = start(store)) {
                assertThat(server).isNotNull();
                assertThat(ask(LIST).status()).isEqualTo(Status.DONE);
            }
        }
    }

    @Test
    void a_path_that_is_too_long_for_a_socket_is_told_so() throws Exception {
        Path deep = Files.createDirectory(folder.resolve("d".repeat(90)));
        file = deep.resolve("store");
        socket = AdminServer.socketOf(file);
        try (EmbeddedStore store = AdminStores.open(file)) {
            assertThatThrownBy(() -> start(store))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("bytes too long for a socket: keep the store in a folder with a shorter");
            assertThatThrownBy(() -> ask(LIST)).isInstanceOf(AdminUnreachableException.class);
        }
    }

    @Test
    void whoever_listens_and_gives_no_answer_is_not_waited_for_for_ever() throws Exception {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(socket));
            assertThatThrownBy(() -> new AdminClient(socket, Duration.ofMillis(1)).ask(LIST))
                    .isInstanceOf(AdminUnreachableException.class)
                    .hasMessageEndingWith("gave no whole answer: see whether it was done");
        }
    }

    @Test
    void an_answer_that_is_none_is_not_taken_for_one() throws Exception {
        for (String answer : List.of(
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]",
                "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n{",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "rubbish\r\n\r\n")) {
            Files.deleteIfExists(socket);
            try (ServerSocketChannel odd = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                odd.bind(UnixDomainSocketAddress.of(socket));
                Thread answering = new Thread(() -> answer(odd, answer));
                answering.start();
                assertThatThrownBy(() -> new AdminClient(socket, Duration.ofSeconds(60)).ask(LIST))
                        .as(answer)
                        .isInstanceOf(AdminUnreachableException.class);
                answering.join();
            }
        }
    }

    /** Reads the request to its end, lest the connection be reset. */
    private static void answer(ServerSocketChannel server, String text) {
        try (SocketChannel channel = server.accept()) {
            ByteBuffer request = ByteBuffer.allocate(8192);
            while (!new String(request.array(), 0, request.position(), StandardCharsets.US_ASCII).endsWith("{}")) {
                channel.read(request);
            }
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_no_request_is_answered_so_or_not_at_all_and_the_next_one_is_served() throws Exception {
        try (EmbeddedStore store = AdminStores.open(file);
                AdminServer server = start(store)) {
            assertThat(server).isNotNull();
            assertThat(send("GET /admin/v1/tokens/list HTTP/1.1\r\nhost: a\r\n\r\n"))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith("{\"message\":\"send a POST request\"}");
            assertThat(send(post("/admin/v2/tokens/list", "{}"))).contains("go to paths below `/admin/v1/`");
            assertThat(send(post("/admin/v1/tokens/list", "{"))).startsWith("HTTP/1.1 400 ");
            assertThat(send(post("/admin/v1/tokens/list", "[]"))).contains("a request is a JSON object");
            assertThat(send("rubbish\r\n\r\n")).startsWith("HTTP/1.1 400 ");
            String tooLong = post("/admin/v1/tokens/list", "{").replace("h: 1", "h: 1048577\r\nconnection: close");
            assertThat(send(tooLong)).startsWith("HTTP/1.1 413 ");
            String twice = post("/admin/v1/tokens/list", "{}");
            assertThat(send(twice + twice)).containsOnlyOnce("HTTP/1.1 200 OK").contains("no-store");
            assertThat(ask(LIST).status()).isEqualTo(Status.DONE);
        }
    }

    @Test
    void of_two_requests_on_one_connection_the_first_is_done_and_the_second_is_not() throws Exception {
        try (EmbeddedStore store = AdminStores.open(file)) {
            try (AdminServer server = start(store)) {
                assertThat(server).isNotNull();
                String once = post(ADD.path(), ADD.arguments().toCanonical());
                assertThat(send(once + once)).contains("200 OK");
            }
            assertThat(store.credentials().of(new ServiceName("orders-api"))).hasSize(1);
        }
    }

    @Test
    void of_too_many_connections_at_once_some_are_closed_and_all_are_served_afterwards() throws Exception {
        try (EmbeddedStore store = AdminStores.open(file);
                AdminServer server = start(store)) {
            assertThat(server).isNotNull();
            List<SocketChannel> idle = new ArrayList<>();
            for (int i = 0; i < 17; i++) {
                idle.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
            }
            assertThat(idle.get(16).read(ByteBuffer.allocate(1))).isEqualTo(-1);
            idle.get(0).configureBlocking(false);
            assertThat(idle.get(0).read(ByteBuffer.allocate(1))).isZero();
            for (SocketChannel one : idle) {
                one.close();
            }
            AdminAnswer answer = null;
            while (answer == null) {
                try {
                    answer = ask(LIST);
                } catch (AdminUnreachableException e) {
                    Thread.onSpinWait();
                }
            }
            assertThat(answer.status()).isEqualTo(Status.DONE);
        }
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nhost: a\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    private String send(String text) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.cordon.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of the packaged server, which is killed, started again and rotated under load. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LogIT {

    private static final String SHOP =
            Program.ROOT.resolve("docs/examples/shop/shop.yaml").toString();

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @BeforeEach
    void publish_a_bundle() throws Exception {
        for (String name : List.of("bundle", "issuer", "log")) {
            run(0, "keys", "generate", "--out", file(name + ".jwk"), "--public", file(name + ".jwks"));
        }
        run(0, "bundle", "create", SHOP, "--key", file("bundle.jwk"), "--sequence", "1", "--out", file("shop.bundle"));
    }

    @Test
    void a_server_that_is_killed_goes_on_with_its_log() throws Exception {
        for (int life = 0; life < 3; life++) {
            try (Program server = serve()) {
                int port = port(server);
                for (int i = 0; i < 50; i++) {
                    call(port);
                }
                server.kill();
                server.await();
            }
        }
        try (Program last = serve()) {
            call(port(last));
            last.terminate();
            last.await();
        }

        assertThat(verify(0))
                .anyMatch(line -> line.startsWith("whole: lines 0 to "))
                .anyMatch(line -> line.contains("when the log was closed; lines after the last checkpoint: 0"));
        assertThat(openings()).containsExactly("begun", "restarted", "restarted", "restarted");
    }

    private List<String> openings() throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve("decisions.log"))) {
            return lines.filter(line -> line.startsWith("{\"after\""))
                    .map(line -> line.replaceAll(".*\"opened\":\"([a-z]+)\".*", "$1"))
                    .toList();
        }
    }

    @Test
    void files_that_are_rotated_under_load_are_one_chain_and_no_record_is_lost() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(3);
        AtomicBoolean enough = new AtomicBoolean();
        long calls = 0;
        try (Program server = serve("--log-max-size", "200k")) {
            int port = port(server);
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                counts.add(callers.submit(() -> {
                    long made = 0;
                    while (!enough.get()) {
                        call(port);
                        made++;
                    }
                    return made;
                }));
            }
            try {
                rotate(server, port);
            } finally {
                enough.set(true);
            }
            for (Future<Long> count : counts) {
                calls += count.get();
            }
            server.terminate();
            server.await();
        } finally {
            callers.shutdownNow();
        }
        assertThat(verify(0)).anyMatch(line -> line.startsWith("whole: lines 0 to "));
        assertThat(records()).isGreaterThanOrEqualTo(calls);
        assertThat(files("decisions\\.log-[0-9]{8}-[0-9]{6}"))
                .as("what the server set aside")
                .isNotEmpty();
        assertThat(files("decisions\\.log\\.[0-9]")).hasSize(4);
        Files.delete(folder.resolve("decisions.log.2"));
        assertThat(verify(1)).anyMatch(line -> line.startsWith("not whole: removed at "));
    }

    /** As logrotate does it, while calls go on; and until the server has done it by itself. */
    private void rotate(Program server, int port) throws Exception {
        Path log = folder.resolve("decisions.log");
        for (int i = 1; i <= 4; i++) {
            while (!Files.exists(log) || Files.size(log) < 20_000) {
                call(port);
            }
            Files.move(log, folder.resolve("decisions.log." + i));
            server.hangUp();
            server.awaitLine("reloaded");
        }
        while (files("decisions\\.log-[0-9]{8}-[0-9]{6}").isEmpty()) {
            call(port);
        }
    }

    private long records() throws IOException {
        long records = 0;
        for (Path file : files("decisions\\.log([.-][0-9-]+)?")) {
            try (Stream<String> lines = Files.lines(file)) {
                records += lines.filter(line -> line.contains("\"REQUEST_UNREADABLE\""))
                        .count();
            }
        }
        return records;
    }

    private List<Path> files(String pattern) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(pattern))
                    .toList();
        }
    }

    @Test
    void a_second_server_does_not_write_the_same_file_and_a_log_that_is_not_signed_is_said_to_be() throws Exception {
        try (Program server = serve()) {
            port(server);
            try (Program second = serve()) {
                assertThat(second.await())
                        .singleElement()
                        .asString()
                        .contains("decisions.log` can't be written: another process writes it");
                assertThat(second.exitCode()).isEqualTo(3);
            }
        }
        List<String> plain = new ArrayList<>(options());
        plain.addAll(List.of("--log", file("plain.log")));
        try (Program server = Program.java(folder, plain.toArray(String[]::new))) {
            server.awaitLine("the log is chained and not signed");
        }
    }

    private List<String> verify(int exitCode) throws Exception {
        return run(exitCode, "log", "verify", file("decisions.log"), "--log-key", file("log.jwks"));
    }

    private void call(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/authorize"))
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(403);
    }

    private Program serve(String... more) throws IOException {
        List<String> args = new ArrayList<>(options());
        args.addAll(List.of("--log", file("decisions.log"), "--log-signing-key", file("log.jwk")));
        args.addAll(List.of(more));
        return Program.java(folder, args.toArray(String[]::new));
    }

    private List<String> options() {
        return List.of(
                "serve",
                "--bundle",
                file("shop.bundle"),
                "--bundle-key",
                file("bundle.jwks"),
                "--policy-name",
                "shop",
                "--environment",
                "production",
                "--jwks",
                "shop=" + file("issuer.jwks"),
                "--listen",
                "127.0.0.1:0");
    }

    private static int port(Program server) throws IOException {
        String line = server.awaitLine("listening on 127.0.0.1:");
        server.awaitLine("enforcing policy");
        Assumptions.assumeFalse(
                server.lines().stream().anyMatch(said -> said.contains("SIGHUP can't be heard here")),
                "this build runs under nohup, or where there is no SIGHUP");
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    private List<String> run(int exitCode, String... args) throws Exception {
        try (Program program = Program.java(folder, args)) {
            List<String> output = program.await();
            assertThat(program.exitCode()).as(output.toString()).isEqualTo(exitCode);
            return output;
        }
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }
}

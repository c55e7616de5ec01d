package dev.cordon.tests.nginx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.tests.RealProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real nginx with the documented configuration, on a free port. It does not outlive this process. */
final class Nginx implements AutoCloseable {

    private final Process process;
    private final int port;

    private Nginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts nginx with the documented configuration, each text of {@code changes} replaced by another. */
    static Nginx start(Path folder, Map<String, String> changes) throws Exception {
        Path nginx = RealProgram.find("nginx");
        int port = RealProgram.freePort();
        Files.createDirectories(folder.resolve("temp"));
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, configuration(folder, port, changes));
        String asRoot = System.getProperty("user.name").equals("root") ? "user root; " : "";
        List<String> command = new ArrayList<>(RealProgram.WATCHDOG);
        command.addAll(List.of(
                nginx.toString(),
                "-p",
                folder.toString(),
                "-c",
                file.toString(),
                "-g",
                asRoot + "daemon off; error_log stderr notice; pid " + folder.resolve("nginx.pid") + ";"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        awaitStart(process);
        return new Nginx(process, port);
    }

    private static String configuration(Path folder, int port, Map<String, String> changes) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("cordon.root"), "docs/examples/nginx/nginx.conf"));
        text = replace(text, "listen 443 ssl", "listen 127.0.0.1:" + port + " ssl");
        text = replace(text, "worker_processes auto", "worker_processes 2");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            text = replace(text, change.getKey(), change.getValue());
        }
        StringBuilder folders = new StringBuilder("http {\n    access_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            folders.append("    ")
                    .append(kind)
                    .append("_temp_path ")
                    .append(folder.resolve("temp"))
                    .append(";\n");
        }
        return replace(text, "http {\n", folders.toString());
    }

    private static String replace(String text, String old, String fresh) {
        assertThat(text).contains(old);
        return text.replace(old, fresh);
    }

    /** Listening sockets are open before the first worker starts, which nginx tells in its log. */
    private static void awaitStart(Process process) throws IOException {
        BufferedReader log =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder read = new StringBuilder();
        String line = log.readLine();
        while (line != null && !line.contains("start worker process ")) {
            read.append(line).append('\n');
            if (line.contains("[emerg]")) {
                process.getOutputStream().close();
                throw new IOException("nginx does not start:\n" + read);
            }
            line = log.readLine();
        }
        assertThat(line).as(read.toString()).isNotNull();
        Thread drain = new Thread(() -> log.lines().forEach(rest -> {}), "nginx-log");
        drain.setDaemon(true);
        drain.start();
    }

    int port() {
        return port;
    }

    /** Lets the watchdog do its work. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}

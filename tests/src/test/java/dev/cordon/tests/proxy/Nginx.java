package dev.cordon.tests.proxy;

import dev.cordon.tests.surroundings.Child;
import dev.cordon.tests.surroundings.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real nginx with the documented configuration, on a free port. */
public final class Nginx implements FrontProxy {

    private final Child process;
    private final int port;

    private Nginx(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts nginx with the documented configuration, each text of {@code changes} replaced by another. */
    public static Nginx start(Path folder, Map<String, String> changes) throws Exception {
        Path nginx = RealProgram.find("nginx");
        int port = FrontProxy.freePort();
        Files.createDirectories(folder.resolve("temp"));
        Path file = folder.resolve("nginx.conf");
        Files.writeString(file, configuration(folder, port, changes));
        String asRoot = System.getProperty("user.name").equals("root") ? "user root; " : "";
        List<String> command = List.of(
                nginx.toString(),
                "-p",
                folder.toString(),
                "-c",
                file.toString(),
                "-g",
                asRoot + "daemon off; error_log stderr notice; pid " + folder.resolve("nginx.pid") + ";");
        Child process = Child.start(folder, Map.of(), command);
        // listening sockets are open before the first worker starts
        String line = process.await(text -> text.contains("start worker process ") || text.contains("[emerg]"));
        if (line.contains("[emerg]")) {
            process.close();
            throw new IOException("nginx does not start:\n" + String.join("\n", process.lines()));
        }
        return new Nginx(process, port);
    }

    private static String configuration(Path folder, int port, Map<String, String> changes) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("cordon.root"), "docs/examples/nginx/nginx.conf"));
        text = FrontProxy.replace(text, "listen 443 ssl", "listen 127.0.0.1:" + port + " ssl");
        text = FrontProxy.replace(text, "worker_processes auto", "worker_processes 2");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            text = FrontProxy.replace(text, change.getKey(), change.getValue());
        }
        StringBuilder folders = new StringBuilder("http {\n    access_log off;\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            folders.append("    ")
                    .append(kind)
                    .append("_temp_path ")
                    .append(folder.resolve("temp"))
                    .append(";\n");
        }
        return FrontProxy.replace(text, "http {\n", folders.toString());
    }

    @Override
    public int port() {
        return port;
    }

    /** Lets the watchdog do its work. */
    @Override
    public void close() throws IOException {
        process.close();
    }
}

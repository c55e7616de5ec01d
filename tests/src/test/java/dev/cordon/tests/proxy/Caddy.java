package dev.cordon.tests.proxy;

import dev.cordon.tests.surroundings.Child;
import dev.cordon.tests.surroundings.RealProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A real Caddy with the documented configuration, on a free port. */
final class Caddy implements FrontProxy {

    private final Child process;
    private final int port;

    private Caddy(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts Caddy with the documented configuration, each text of {@code changes} replaced by another. */
    static Caddy start(Path folder, Map<String, String> changes) throws Exception {
        Path caddy = RealProgram.find("caddy");
        int port = FrontProxy.freePort();
        Path file = folder.resolve("Caddyfile");
        Files.writeString(file, configuration(port, changes));
        Map<String, String> environment = Map.of(
                "XDG_DATA_HOME", folder.toString(), "XDG_CONFIG_HOME", folder.toString(), "HOME", folder.toString());
        Child process = Child.start(
                folder,
                environment,
                List.of(caddy.toString(), "run", "--config", file.toString(), "--adapter", "caddyfile"));
        try {
            // it says so when its listeners are open, and ends where they can't be
            process.await(text -> text.contains("serving initial configuration"));
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
        return new Caddy(process, port);
    }

    private static String configuration(int port, Map<String, String> changes) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("cordon.root"), "docs/examples/caddy/Caddyfile"));
        text = FrontProxy.replace(text, "https://" + Shop.HOST, "https://" + Shop.HOST + ":" + port);
        text = FrontProxy.replace(text, "auto_https off", "auto_https off\n\tdefault_bind 127.0.0.1");
        text = FrontProxy.replace(text, "X-Cordon-Flow\n", "X-Cordon-Flow Cordon-Context\n");
        for (Map.Entry<String, String> change : changes.entrySet()) {
            text = FrontProxy.replace(text, change.getKey(), change.getValue());
        }
        return text;
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
